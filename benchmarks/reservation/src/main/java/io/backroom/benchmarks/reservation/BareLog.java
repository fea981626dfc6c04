package io.backroom.benchmarks.reservation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;

/**
 * Appends what a reservation says to a file and syncs it, all that came during the last sync at
 * once. It decides nothing, counts nothing and finds nothing: what the disk can do, and no stock.
 */
final class BareLog implements Stock {
  private static final int BUFFER = 16 << 20;
  private static final String CENTER = "main";

  private final Workload workload;
  private final TempFolder folder = new TempFolder();
  private final FileChannel file;
  private final Thread writer = new Thread(this::write, "bare-log");

  // Guarded by this.
  private ByteBuffer coming = ByteBuffer.allocateDirect(BUFFER);
  private List<CompletableFuture<Boolean>> waiting = new ArrayList<>();

  private volatile boolean closed;
  private long records;
  private long bytes;

  BareLog(Workload workload) {
    this.workload = workload;
    try {
      file = FileChannel.open(path(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    writer.start();
  }

  private Path path() {
    return folder.path().resolve("log");
  }

  @Override
  public boolean reserve(Request request) {
    return submit(request).toCompletableFuture().join();
  }

  @Override
  public CompletionStage<Boolean> submit(Request request) {
    byte[] record = record(request);
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    boolean first;
    synchronized (this) {
      coming.put(record);
      first = waiting.isEmpty();
      waiting.add(done);
    }
    if (first) {
      LockSupport.unpark(writer);
    }
    return done;
  }

  private static byte[] record(Request request) {
    ByteBuffer out = ByteBuffer.allocate(64 + 32 * request.skus().length);
    out.position(Integer.BYTES);
    text(out, request.id());
    text(out, request.owner());
    out.putLong(Recipe.micros(request));
    out.put((byte) request.skus().length);
    for (int sku : request.skus()) {
      text(out, Workload.sku(sku));
      text(out, CENTER);
      out.put((byte) 1);
    }
    out.putInt(0, out.position());
    return Arrays.copyOf(out.array(), out.position());
  }

  private static void text(ByteBuffer out, String text) {
    byte[] ascii = text.getBytes(StandardCharsets.ISO_8859_1);
    out.put((byte) ascii.length).put(ascii);
  }

  private void write() {
    ByteBuffer going = ByteBuffer.allocateDirect(BUFFER);
    List<CompletableFuture<Boolean>> answers = new ArrayList<>();
    while (true) {
      synchronized (this) {
        ByteBuffer written = going;
        going = coming.flip();
        coming = written.clear();
        List<CompletableFuture<Boolean>> answered = answers;
        answers = waiting;
        waiting = answered;
      }
      if (answers.isEmpty()) {
        if (closed) {
          return;
        }
        LockSupport.park(this);
        continue;
      }
      try {
        bytes += going.remaining();
        while (going.hasRemaining()) {
          file.write(going);
        }
        file.force(false);
        records += answers.size();
        answers.forEach(answer -> answer.complete(true));
      } catch (IOException e) {
        answers.forEach(answer -> answer.completeExceptionally(e));
      }
      answers.clear();
    }
  }

  /** Nothing is counted here: it says what it was given, if the file is as long as that. */
  @Override
  public Books books() {
    stop();
    try {
      long units = records * workload.lines();
      boolean whole = file.size() == bytes;
      return new Books(workload.unitsInAll() - units, 0, whole ? records : -1, units);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void stop() {
    closed = true;
    LockSupport.unpark(writer);
    try {
      writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }

  @Override
  public void close() {
    stop();
    try (file) {
      folder.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
