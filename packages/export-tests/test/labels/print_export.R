# Reads an export with its own script. Arguments: the folder of this file, the script, and what is given to it, as R.
arguments <- commandArgs(TRUE)
source(file.path(arguments[[1]], "print_tables.R"))
source(arguments[[2]])
print_tables(eval(parse(text = arguments[[3]])))
