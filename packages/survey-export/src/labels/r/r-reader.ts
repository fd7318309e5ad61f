import { csvDialect } from "../../formats/csv.ts";

const { guard } = csvDialect;

/** The functions of the script for R. They find what the tables are in `tables`. */
export const rReader = String.raw`  own_folder <- local({
    sourced <- unlist(lapply(sys.frames(), function(frame) frame$ofile))
    path <- if (length(sourced) > 0) sourced[[length(sourced)]] else ""
    if (file.exists(path)) dirname(normalizePath(path)) else getwd()
  })

  # The cells of a file as texts, one vector for each column. An empty cell is NA.
  read_cells <- function(path, count) {
    bytes <- readBin(path, "raw", file.size(path))
    if (identical(bytes[1:3], as.raw(c(0xef, 0xbb, 0xbf)))) bytes <- bytes[-(1:3)]
    # R makes a line feed of every carriage return. In quotes one is part of a text, and is kept as a byte that UTF-8 does not have.
    quotes <- grepRaw(as.raw(0x22), bytes, all = TRUE, fixed = TRUE)
    returns <- grepRaw(as.raw(0x0d), bytes, all = TRUE, fixed = TRUE)
    quoted <- findInterval(returns, quotes) %% 2 == 1
    bytes[returns[quoted]] <- as.raw(0xfe)
    if (!all(quoted)) bytes <- bytes[-returns[!quoted]]
    file <- rawConnection(bytes)
    on.exit(close(file))
    cells <- scan(
      file, what = rep(list(""), count), sep = ",", quote = "\"", na.strings = "", encoding = "UTF-8",
      skip = 1, multi.line = FALSE, comment.char = "", quiet = TRUE
    )
    lapply(cells, function(texts) {
      marked <- which(grepl("\xfe", texts, fixed = TRUE, useBytes = TRUE))
      texts[marked] <- gsub("\xfe", "\r", texts[marked], fixed = TRUE, useBytes = TRUE)
      Encoding(texts) <- "UTF-8"
      texts
    })
  }

  values_of <- list(
    text = function(cells) {
      guarded <- which(startsWith(cells, "${guard}"))
      cells[guarded] <- substring(cells[guarded], ${guard.length + 1})
      cells
    },
    integer = as.integer,
    number = as.numeric,
    local_time = function(cells) as.POSIXct(cells, format = "%Y-%m-%dT%H:%M:%S", tz = "UTC"),
    utc_time = function(cells) as.POSIXct(cells, format = "%Y-%m-%dT%H:%M:%OSZ", tz = "UTC"),
    offset_time = identity,
    date = function(cells) as.Date(cells, format = "%Y-%m-%d"),
    time = identity
  )

  label_in <- function(labels, languages) {
    there <- intersect(languages, names(labels))
    labels[[if (length(there) > 0) there[[1]] else 1]]
  }

  read_column <- function(column, cells, languages) {
    values <- values_of[[column$kind]](cells)
    label <- label_in(column$labels, languages)
    if (is.null(column$values)) {
      attr(values, "label") <- label
      return(values)
    }
    if (!requireNamespace("haven", quietly = TRUE)) {
      stop("The package haven is not installed. Run install.packages(\"haven\"), and then this again.", call. = FALSE)
    }
    labelled <- unlist(lapply(column$values, function(one) one$value))
    storage.mode(labelled) <- storage.mode(values)
    names(labelled) <- vapply(column$values, function(one) label_in(one$labels, languages), "")
    haven::labelled(values, labels = labelled, label = label)
  }

  # A list of data frames, one for each table.
  # language: that of the labels. Where there is none, the first language of the questionnaire is taken.
  function(folder = own_folder, language = NULL) {
    read_table <- function(name) {
      table <- tables[[name]]
      cells <- read_cells(file.path(folder, paste0(name, ".csv")), length(table$columns))
      languages <- c(language, table$languages)
      columns <- Map(function(column, texts) read_column(column, texts, languages), table$columns, cells)
      names(columns) <- vapply(table$columns, function(column) column$name, "")
      structure(columns, class = "data.frame", row.names = .set_row_names(length(cells[[1]])), label = table$title)
    }
    sapply(names(tables), read_table, simplify = FALSE)
  }`;
