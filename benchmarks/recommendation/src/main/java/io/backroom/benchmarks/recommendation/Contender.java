package io.backroom.benchmarks.recommendation;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A recommender in a process of its own.
 *
 * @param family what it is chosen by and compared as
 * @param name for people
 * @param folder the folder of its module beside this one; empty for this one
 * @param main its main class
 * @param way which of its ways
 * @param itemsMax the most items that it can take
 */
record Contender(String family, String name, String folder, String main, String way, int itemsMax) {
  static final int ANY = Integer.MAX_VALUE;

  /** A dense model of more items needs more memory than a comparison should take. */
  private static final int DENSE_MAX = 12_000;

  private static final String HERE = "io.backroom.benchmarks.recommendation.";
  private static final String RANKSYS = "io.backroom.benchmarks.ranksys.RankSysPeer";
  private static final String SPARK = "io.backroom.benchmarks.spark.SparkPeer";

  /** What Spark asks for on Java 17. */
  private static final List<String> OPENS =
      List.of(
          "java.base/java.lang",
          "java.base/java.lang.invoke",
          "java.base/java.io",
          "java.base/java.net",
          "java.base/java.nio",
          "java.base/java.util",
          "java.base/java.util.concurrent",
          "java.base/java.util.concurrent.atomic",
          "java.base/sun.nio.ch",
          "java.base/sun.nio.cs",
          "java.base/sun.security.action",
          "java.base/sun.util.calendar");

  static List<Contender> all(String ours) {
    return List.of(
        new Contender("ours", "ours", "", HERE + "OursPeer", ours, ANY),
        new Contender("item-knn", "item kNN 50", "", HERE + "OursPeer", OursPeer.cosine(50), ANY),
        new Contender("ease", "EASE 100", "", HERE + "EasePeer", "100", DENSE_MAX),
        new Contender("ease", "EASE 250", "", HERE + "EasePeer", "250", DENSE_MAX),
        new Contender("ranksys", "RankSys user kNN 100", "ranksys", RANKSYS, "user-knn", ANY),
        new Contender("ranksys", "RankSys item kNN 50", "ranksys", RANKSYS, "item-knn", ANY),
        new Contender("ranksys", "RankSys PZT 50 x 10", "ranksys", RANKSYS, "pzt", ANY),
        new Contender("als", "Spark ALS 64 x 10, alpha 1", "spark", SPARK, "1", ANY),
        new Contender("als", "Spark ALS 64 x 10, alpha 10", "spark", SPARK, "10", ANY),
        new Contender(
            "mahout",
            "Mahout item Tanimoto 50",
            "mahout",
            "io.backroom.benchmarks.mahout.MahoutPeer",
            "50",
            DENSE_MAX));
  }

  /** Runs it on files and waits. Its log is shown only if it fails. */
  void run(Path train, Path customers, Path out) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xms3g");
    command.add("-Xmx3g");
    OPENS.forEach(open -> command.add("--add-opens=" + open + "=ALL-UNNAMED"));
    command.add("-cp");
    command.add(classPath());
    command.add(main);
    command.addAll(List.of(train.toString(), customers.toString(), out.toString(), way));
    Path log = Files.createTempFile("compare-recommendation", ".log");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (process.waitFor() != 0) {
        throw new IOException(name + " failed:\n" + Files.readString(log));
      }
    } finally {
      Files.delete(log);
    }
  }

  private String classPath() throws IOException {
    if (folder.isEmpty()) {
      return System.getProperty("java.class.path");
    }
    Path built = Path.of(System.getProperty("compare.folder"), folder, "target", "quick");
    return built.resolve("classes")
        + File.pathSeparator
        + Files.readString(built.resolve("classpath"));
  }
}
