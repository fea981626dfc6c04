package io.backroom.benchmarks.routing;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/**
 * Keeps native code from writing to the standard output: HiGHS writes a line for each order, which
 * no parameter takes away. Until it ends, nobody else can write there either.
 */
final class Quiet {
  private static final int STDOUT = 1;
  private static final int WRITE_ONLY = 1;
  private static final C LIBRARY = Native.load("c", C.class);
  private final int saved;

  /** What the C library does with files. */
  interface C extends Library {
    /** Duplicates a descriptor. */
    int dup(int descriptor);

    /** Makes one descriptor name the file of another. */
    int dup2(int from, int to);

    /** Opens a file. */
    int open(String path, int flags);

    /** Writes what a stream holds back; of all streams for a null pointer. */
    int fflush(Pointer stream);
  }

  Quiet() {
    System.out.flush();
    saved = LIBRARY.dup(STDOUT);
    LIBRARY.dup2(LIBRARY.open("/dev/null", WRITE_ONLY), STDOUT);
  }

  /** Ends the silence. */
  void close() {
    LIBRARY.fflush(Pointer.createConstant(0));
    LIBRARY.dup2(saved, STDOUT);
  }
}
