package io.backroom.spark;

import io.backroom.spi.value.InvalidInputException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;

/** Writes the files under other names first: they appear whole, or not at all. */
final class OutputFiles {
  private OutputFiles() {}

  /** Refuses files that cannot be written, before hours are spent on what is in them. */
  static void check(JavaSparkContext spark, Options options) {
    for (String name : List.of("model", "names")) {
      options
          .find(name)
          .ifPresent(
              file -> {
                try {
                  FileSystem system = system(file, spark.hadoopConfiguration());
                  system.create(part(file), true).close();
                  system.delete(part(file), false);
                } catch (IOException e) {
                  String rule = "must be a file that can be written: " + e.getMessage();
                  throw new InvalidInputException(name, file, rule);
                }
              });
    }
  }

  static void write(JavaSparkContext spark, Options options, Items items, SparkRidge model)
      throws IOException {
    Map<String, Body> files = new LinkedHashMap<>();
    options.find("names").ifPresent(file -> files.put(file, out -> writeNames(items, out)));
    files.put(options.text("model"), model::write);
    Configuration configuration = spark.hadoopConfiguration();
    for (Map.Entry<String, Body> file : files.entrySet()) {
      FileSystem system = system(file.getKey(), configuration);
      try (OutputStream out = system.create(part(file.getKey()), true)) {
        file.getValue().write(out);
      }
    }
    for (String file : files.keySet()) {
      FileSystem system = system(file, configuration);
      system.delete(new Path(file), false);
      if (!system.rename(part(file), new Path(file))) {
        throw new IOException("Cannot rename " + part(file) + " to " + file);
      }
    }
  }

  private static FileSystem system(String file, Configuration configuration) throws IOException {
    FileSystem system = new Path(file).getFileSystem(configuration);
    system.setWriteChecksum(false); // else a local file gets another one beside it
    return system;
  }

  private static Path part(String file) {
    return new Path(file + ".part");
  }

  private static void writeNames(Items items, OutputStream to) throws IOException {
    BufferedWriter out = new BufferedWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8));
    for (Iterator<String> names = items.nameIterator(); names.hasNext(); ) {
      out.write(names.next());
      out.write('\n');
    }
    out.flush();
  }

  /** What a file holds. */
  @FunctionalInterface
  private interface Body {
    void write(OutputStream out) throws IOException;
  }
}
