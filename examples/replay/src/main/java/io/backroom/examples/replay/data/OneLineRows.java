package io.backroom.examples.replay.data;

import java.io.IOException;
import java.io.Reader;

/**
 * Makes every line of a CSV file a row of its own.
 *
 * <p>In CSV a quote that is never closed swallows the rest of the file. Neither edition of the data
 * has a line break inside a field, so a line that leaves a quote open is broken: it is replaced by
 * a row of one column, which the reader then counts as malformed. The same happens to a line that
 * is too long to be a row, so that a file without line breaks cannot fill the memory.
 */
final class OneLineRows extends Reader {
  static final int LONGEST = 10_000;
  private static final String BROKEN = "?\n";
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Reader in;
  private final char[] chunk = new char[16_384];
  private final StringBuilder line = new StringBuilder();
  private int chunkAt;
  private int chunkEnd;
  private int lineAt;
  private boolean started;
  private boolean afterReturn;

  OneLineRows(Reader in) {
    this.in = in;
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    if (lineAt == line.length() && !nextLine()) {
      return -1;
    }
    int count = Math.min(length, line.length() - lineAt);
    line.getChars(lineAt, lineAt + count, target, offset);
    lineAt += count;
    return count;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private boolean nextLine() throws IOException {
    line.setLength(0);
    lineAt = 0;
    if (!collectLine()) {
      return false;
    }
    if (line.length() > LONGEST || (line.indexOf("\"") >= 0 && leavesQuoteOpen(line))) {
      line.setLength(0);
      line.append(BROKEN);
    }
    return true;
  }

  /** Reads up to the next line break; of an overlong line only the beginning is kept. */
  private boolean collectLine() throws IOException {
    boolean any = false;
    while (chunkAt < chunkEnd || nextChunk()) {
      if (afterReturn && chunk[chunkAt] == '\n') {
        // The second half of one line break: a line of its own would count twice.
        chunkAt++;
        afterReturn = false;
        continue;
      }
      afterReturn = false;
      any = true;
      int end = lineEnd();
      int wanted = Math.min(end - chunkAt, LONGEST + 1 - line.length());
      line.append(chunk, chunkAt, Math.max(0, wanted));
      chunkAt = end;
      if (end < chunkEnd) {
        afterReturn = chunk[chunkAt++] == '\r';
        line.append('\n');
        return true;
      }
    }
    return any;
  }

  private int lineEnd() {
    int end = chunkAt;
    while (end < chunkEnd && chunk[end] != '\n' && chunk[end] != '\r') {
      end++;
    }
    return end;
  }

  private boolean nextChunk() throws IOException {
    chunkAt = 0;
    chunkEnd = in.read(chunk);
    if (!started && chunkEnd > 0) {
      started = true;
      chunkAt = chunk[0] == BYTE_ORDER_MARK ? 1 : 0;
    }
    return chunkAt < chunkEnd || (chunkEnd > 0 && nextChunk());
  }

  /** Follows the CSV rule: a quote opens a field only at the field's beginning. */
  static boolean leavesQuoteOpen(CharSequence row) {
    boolean quoted = false;
    boolean fieldStart = true;
    for (int i = 0; i < row.length(); i++) {
      char c = row.charAt(i);
      if (quoted) {
        if (c == '"' && i + 1 < row.length() && row.charAt(i + 1) == '"') {
          i++;
        } else if (c == '"') {
          quoted = false;
        }
      } else {
        quoted = c == '"' && fieldStart;
        fieldStart = c == ',';
      }
    }
    return quoted;
  }
}
