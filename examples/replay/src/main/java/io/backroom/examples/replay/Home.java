package io.backroom.examples.replay;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the example lies: found from where its classes are, whatever the current folder is. */
final class Home {
  private static final Path DATA = Path.of("data", "online_retail.csv.gz");

  private Home() {}

  static Path data() {
    return folder().resolve(DATA);
  }

  static Path report() {
    return folder().resolve(Path.of("target", "replay.html"));
  }

  private static Path folder() {
    try {
      Path classes =
          Path.of(Home.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      for (Path folder = classes; folder != null; folder = folder.getParent()) {
        if (Files.exists(folder.resolve(DATA))) {
          return folder;
        }
      }
    } catch (URISyntaxException odd) {
      // The folder of the checkout below is as good a guess as any.
    }
    return Path.of("examples", "replay");
  }
}
