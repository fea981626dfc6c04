package io.backroom.examples.replay.data;

import io.backroom.examples.replay.data.Parsed.Rejected;
import io.backroom.examples.replay.data.Parsed.Row;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads a data file of either edition of <i>Online Retail</i>, plain or gzipped.
 *
 * <p>The columns are found by the header's names. Whether the file is gzipped is told from its
 * first bytes, not from its name. Text is UTF-8; bytes that are not are replaced, because the older
 * exports are ISO-8859-1 and nothing but descriptions would suffer. Rows that cannot be used are
 * skipped and counted by reason: a bad row never stops the run, a bad file always does.
 */
public final class InvoiceFile {
  private static final int BUFFER = 1 << 16;
  private static final String ANY_EDITION = "a plain or gzipped CSV file with " + Columns.EXPECTED;
  static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setIgnoreEmptyLines(true).setTrailingData(true).get();

  private final Path file;
  private final InvoiceAssembler assembler = new InvoiceAssembler();
  private final Map<UnusableReason, Long> unusable = new EnumMap<>(UnusableReason.class);
  private long total;

  private InvoiceFile(Path file) {
    this.file = file;
  }

  /**
   * Reads the whole file.
   *
   * @throws UnusableFileException when the file is missing, empty, unreadable or of another kind
   */
  public static Dataset read(Path file) {
    return new InvoiceFile(file).read();
  }

  private Dataset read() {
    if (!Files.exists(file)) {
      throw unusable("there is no such file");
    }
    if (!Files.isRegularFile(file)) {
      throw unusable("this is not a file");
    }
    try (Reader rows = open(file);
        CSVParser parser = FORMAT.parse(rows)) {
      readRows(parser.iterator());
    } catch (IOException | UncheckedIOException failed) {
      throw unusable("cannot be read beyond row %d (%s)".formatted(total, failed.getMessage()));
    }
    return new Dataset(assembler.invoices(), assembler.names(), new RowCounts(total, unusable));
  }

  /** Opens a file, gzipped or not, whose every line is a row of its own. */
  static Reader open(Path file) throws IOException {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    bytes.mark(2);
    int magic = bytes.read() | bytes.read() << 8;
    bytes.reset();
    boolean zipped = magic == GZIPInputStream.GZIP_MAGIC;
    InputStream plain = zipped ? new GZIPInputStream(bytes, BUFFER) : bytes;
    return new OneLineRows(new InputStreamReader(plain, StandardCharsets.UTF_8));
  }

  private void readRows(Iterator<CSVRecord> records) {
    if (!records.hasNext()) {
      throw unusable("the file is empty");
    }
    RowParser parser = new RowParser(Columns.of(file, records.next()));
    while (records.hasNext()) {
      total++;
      take(parser.parse(records.next()));
    }
  }

  private void take(Parsed parsed) {
    if (parsed instanceof Rejected rejected) {
      count(rejected.reason());
    } else if (parsed instanceof Row row && !assembler.add(row)) {
      count(UnusableReason.ABSURD_QUANTITY);
    }
  }

  private void count(UnusableReason reason) {
    unusable.merge(reason, 1L, Long::sum);
  }

  private UnusableFileException unusable(String found) {
    return new UnusableFileException(file, found, ANY_EDITION);
  }
}
