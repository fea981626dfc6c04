package io.backroom.testkit.mutants;

import io.backroom.Commerce;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A class loader in which the library has a mistake. It defines core and testkit anew, with the
 * classes of the patched files instead of the sound ones; so the library itself knows nothing of
 * mutants. What is outside of them is shared.
 */
final class MutatedCore extends ClassLoader {
  private static final Path SOURCES = Path.of("../commerce-core/src/main/java/io/backroom");
  private static final String OURS = "io.backroom.";
  private static final String SHARED = "io.backroom.spi.";

  private final Map<String, byte[]> mutated;

  private MutatedCore(Map<String, byte[]> mutated) {
    super(MutatedCore.class.getClassLoader());
    this.mutated = mutated;
  }

  /**
   * Compiles a mutant.
   *
   * @throws AssertionError if one of its patches does not fit exactly once, or does not compile
   */
  static MutatedCore of(Mutant mutant) {
    return new MutatedCore(compile(mutant, patched(mutant)));
  }

  private static Map<String, String> patched(Mutant mutant) {
    Map<String, String> files = new LinkedHashMap<>();
    for (Mutant.Patch patch : mutant.patches()) {
      String text = files.computeIfAbsent(patch.file(), MutatedCore::source);
      int at = text.indexOf(patch.right());
      if (at < 0 || text.indexOf(patch.right(), at + 1) >= 0) {
        throw new AssertionError(
            "The mutant "
                + mutant.name()
                + " no longer fits: "
                + patch.file()
                + (at < 0 ? " does not have" : " has more than once")
                + "\n"
                + patch.right());
      }
      files.put(
          patch.file(),
          text.substring(0, at) + patch.wrong() + text.substring(at + patch.right().length()));
    }
    return files;
  }

  private static String source(String file) {
    try {
      return Files.readString(SOURCES.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, byte[]> compile(Mutant mutant, Map<String, String> files) {
    JavaCompiler javac = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK");
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    List<JavaFileObject> units = new ArrayList<>();
    files.forEach((file, text) -> units.add(new Source(file, text)));
    try (StandardJavaFileManager standard =
            javac.getStandardFileManager(problems, null, StandardCharsets.UTF_8);
        InMemory classes = new InMemory(standard)) {
      List<String> options = List.of("-cp", classPath(), "-proc:none", "-nowarn");
      if (!javac.getTask(null, classes, problems, options, null, units).call()) {
        throw new AssertionError(
            "The mutant " + mutant.name() + " does not compile: " + problems.getDiagnostics());
      }
      return classes.bytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String classPath() {
    try {
      Path core =
          Path.of(Commerce.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return core + System.getProperty("path.separator") + System.getProperty("java.class.path");
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded == null && name.startsWith(OURS) && !name.startsWith(SHARED)) {
        loaded = define(name);
      }
      return loaded == null ? super.loadClass(name, resolve) : loaded;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    byte[] bytes = mutated.get(name);
    if (bytes == null) {
      try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        bytes = in.readAllBytes();
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  /** A patched file. */
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String file, String text) {
      super(URI.create("string:///io/backroom/" + file), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** Keeps what was compiled. */
  private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> classes = new HashMap<>();

    InMemory(JavaFileManager standard) {
      super(standard);
    }

    Map<String, byte[]> bytes() {
      Map<String, byte[]> bytes = new HashMap<>();
      classes.forEach((name, out) -> bytes.put(name, out.toByteArray()));
      return bytes;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      classes.put(name, out);
      return new SimpleJavaFileObject(URI.create("mem:///" + name + kind.extension), kind) {
        @Override
        public OutputStream openOutputStream() {
          return out;
        }
      };
    }
  }
}
