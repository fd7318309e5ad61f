# Reads files of SPSS. Arguments: the folder of this file, then the files.
arguments <- commandArgs(TRUE)
source(file.path(arguments[[1]], "print_tables.R"))
files <- arguments[-1]
names(files) <- sub("\\.sav$", "", basename(files))
print_tables(lapply(files, haven::read_sav))
