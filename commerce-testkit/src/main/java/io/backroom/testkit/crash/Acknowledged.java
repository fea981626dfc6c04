package io.backroom.testkit.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The side file: for each kind of work and each buyer how far the stores have said yes. */
final class Acknowledged {
  private final Path file;

  Acknowledged(Path file) {
    this.file = file;
  }

  /** Writes a line in one call, so that a killed process leaves none that is half. */
  void write(String what, int buyer, long number) {
    String line = what + " " + buyer + " " + number + "\n";
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      out.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the last number of each "what buyer". */
  Map<String, Long> last() {
    Map<String, Long> last = new HashMap<>();
    try {
      List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
      for (String line : lines) {
        int end = line.lastIndexOf(' ');
        last.merge(line.substring(0, end), Long.valueOf(line.substring(end + 1)), Math::max);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return last;
  }
}
