# Prints data frames as JSON. Texts are bytes in hexadecimal, so that nothing on the way can change them.
hex <- function(texts) {
  vapply(texts, function(text) {
    if (is.na(text)) "null" else paste0('"hex:', paste(charToRaw(enc2utf8(text)), collapse = ""), '"')
  }, "", USE.NAMES = FALSE)
}
values <- function(cells) {
  if (is.character(cells)) return(hex(cells))
  ifelse(is.na(cells), "null", sprintf("%.17g", as.numeric(cells)))
}
list_of <- function(texts) paste0("[", paste(texts, collapse = ","), "]")
type_of <- function(column) paste(c(setdiff(class(column), c("vctrs_vctr", "haven_labelled")), attr(column, "tzone")), collapse = " ")
print_column <- function(name, column) {
  labels <- attr(column, "labels")
  label <- attr(column, "label")
  pairs <- if (is.null(labels)) character() else paste0("[", values(unname(labels)), ",", hex(names(labels)), "]")
  paste0(
    '{"name":', hex(name), ',"type":', hex(type_of(column)), ',"label":', hex(if (is.null(label)) "" else label),
    ',"values":', list_of(pairs), ',"cells":', list_of(values(as.vector(unclass(column)))), "}"
  )
}
print_tables <- function(tables) {
  printed <- lapply(names(tables), function(name) {
    table <- tables[[name]]
    paste0('"', name, '":', list_of(mapply(print_column, names(table), table)))
  })
  cat("{", paste(printed, collapse = ","), "}", sep = "")
}
