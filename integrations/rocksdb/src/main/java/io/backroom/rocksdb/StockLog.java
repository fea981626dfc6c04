package io.backroom.rocksdb;

import io.backroom.stock.journal.StockRecord;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/**
 * The log of stock: every record that was ever written, each at a position for good, in the files
 * of {@link LogSegment}. {@link #append} is called by one thread at a time and {@link #makeRoom} by
 * another; reads of what is written come from any.
 */
final class StockLog implements AutoCloseable {
  private static final int SEGMENT_MIN = 1 << 20;
  private static final int SEGMENT_MAX = 64 << 20;

  /** Takes a record of the log; false ends the reading. */
  interface Visitor {
    boolean visit(long position, StockRecord record);
  }

  private final Path directory;

  /** The files by where they begin. Behind the one that is written on there is one more at most. */
  private final ConcurrentNavigableMap<Long, LogSegment> segments = new ConcurrentSkipListMap<>();

  private LogSegment current;
  private RandomAccessFile file;
  private ByteBuffer frames = ByteBuffer.allocate(1 << 16);

  /** The number that the next record has. */
  private long next;

  /** Where the next frame begins. */
  private volatile long end;

  private boolean failed;

  /**
   * Opens the log in a directory.
   *
   * @param from where the first frame begins that is looked at; 0 for the very first
   * @param number the number of its record
   * @throws RocksDbStoreException if something is missing that was durable
   */
  StockLog(Path directory, long from, long number) throws IOException {
    this.directory = directory;
    readSegments();
    if (from > (segments.isEmpty() ? 0 : segments.lastEntry().getValue().end())) {
      throw new RocksDbStoreException(
          "The log of stock in " + directory + " has lost its end; none of its data was changed");
    }
    if (segments.isEmpty()) {
      segments.put(0L, LogSegment.create(directory, 0, SEGMENT_MIN));
    }
    this.next = number;
    recover(segments.floorEntry(from).getValue(), from);
    file = open(current, end);
  }

  private void readSegments() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path path : files.filter(LogSegment::isSegment).sorted().toList()) {
        LogSegment segment = LogSegment.open(path);
        long begin = segments.isEmpty() ? 0 : segments.lastEntry().getValue().end();
        if (segment.begin() != begin) {
          throw new RocksDbStoreException(
              "A file before " + path + " is missing; none of its data was changed");
        }
        segments.put(begin, segment);
      }
    }
  }

  private static RandomAccessFile open(LogSegment segment, long at) throws IOException {
    // Each write is on disk when it returns. A FileChannel would do the same, but is closed for
    // good when a thread that uses it is interrupted.
    RandomAccessFile file = new RandomAccessFile(segment.file().toFile(), "rwd");
    file.seek(at - segment.begin());
    return file;
  }

  /** Returns the file that a position is in. */
  private LogSegment segment(long position) {
    Map.Entry<Long, LogSegment> entry = segments.floorEntry(position);
    if (entry == null || position >= entry.getValue().end()) {
      throw new RocksDbStoreException(
          "The log of stock in " + directory + " ends before " + position);
    }
    return entry.getValue();
  }

  /**
   * Reads frames up to the end. What a power cut leaves there is a part of what was written last,
   * before anybody was told of it: it is taken away. A frame behind it that was written later shows
   * that something was durable that is not as it was.
   */
  private void recover(LogSegment first, long from) throws IOException {
    current = first;
    end = Math.max(from, first.begin() + LogSegment.HEADER);
    for (LogSegment segment : segments.tailMap(first.begin()).values()) {
      int offset = (int) Math.max(from - segment.begin(), LogSegment.HEADER);
      while (segment.isFrame(offset)) {
        if (segment.frameNumber(offset) != next) {
          throw lost(segment, offset);
        }
        next += segment.isRecord(offset) ? 1 : 0;
        offset += segment.frameLength(offset);
        current = segment;
        end = segment.begin() + offset;
      }
      requireNothingLater(segment, offset);
    }
    for (LogSegment segment : segments.tailMap(current.begin()).values()) {
      erase(segment, (int) Math.max(end - segment.begin(), LogSegment.HEADER));
    }
  }

  private void requireNothingLater(LogSegment segment, int offset) {
    int last = segment.endOfBytes();
    for (int at = offset; at < last; at++) {
      if (segment.isFrameAfter(at, next)) {
        throw lost(segment, at);
      }
    }
  }

  private RocksDbStoreException lost(LogSegment segment, int offset) {
    return LogSegment.damaged(
        segment.file(), "at " + offset + " is a later record, but record " + next + " is lost");
  }

  private static void erase(LogSegment segment, int offset) throws IOException {
    int last = segment.endOfBytes();
    if (last > offset) {
      try (RandomAccessFile file = open(segment, segment.begin() + offset)) {
        file.write(new byte[last - offset]);
      }
    }
  }

  /** Returns where the next frame begins. */
  long end() {
    return end;
  }

  /** Writes records; they are on disk when it returns. */
  void append(List<StockRecord> records) throws IOException {
    failed = true;
    int length = 0;
    for (StockRecord record : records) {
      length = Math.addExact(length, LogSegment.FRAME_HEADER + record.bytes().length);
    }
    if (length > current.end() - end) {
      roll(length);
    }
    if (frames.capacity() < length) {
      frames = ByteBuffer.allocate(Math.max(length, frames.capacity() * 2));
    }
    frames.clear();
    long group = next;
    for (StockRecord record : records) {
      LogSegment.putFrame(frames, record.number(), group, record.bytes());
    }
    write();
    next += records.size();
    failed = false;
  }

  private void write() throws IOException {
    file.write(frames.array(), 0, frames.position());
    end = current.begin() + file.getFilePointer();
  }

  /** Goes on in the next file. */
  private synchronized void roll(int length) throws IOException {
    LogSegment following = segments.get(current.end());
    if (following != null && following.length() - LogSegment.HEADER < length) {
      Files.delete(following.file());
      following = null;
    }
    if (following == null) {
      following = create(length);
    }
    file.close();
    current = following;
    end = current.begin() + LogSegment.HEADER;
    file = open(current, end);
  }

  private LogSegment create(int length) throws IOException {
    long asLongAsAllBefore = Math.min(Math.max(current.end(), SEGMENT_MIN), SEGMENT_MAX);
    int whole = (int) Math.max(asLongAsAllBefore, Math.addExact(length, LogSegment.HEADER));
    LogSegment segment = LogSegment.create(directory, current.end(), whole);
    segments.put(segment.begin(), segment);
    return segment;
  }

  /** Prepares the next file if this one is half full, so that no record has to wait for it. */
  synchronized void makeRoom() throws IOException {
    if (current.end() - end < current.length() / 2 && !segments.containsKey(current.end())) {
      create(0);
    }
  }

  /** Returns the bytes of an entry. */
  byte[] entry(long position) {
    LogSegment segment = segment(position);
    int offset = (int) (position - segment.begin());
    // The first 4 bytes of an entry are its length without those 8 of its header.
    int length = offset > segment.length() - 8 ? -1 : segment.intAt(offset) + 8;
    return segment.copy(offset, length);
  }

  /**
   * Reads records that were written.
   *
   * @param from where a frame begins
   * @param to where one begins, or the end
   * @return where it ended: at {@code to}, or behind the record that the visitor ended at
   */
  long read(long from, long to, Visitor visitor) {
    long position = from;
    while (position < to) {
      LogSegment segment = segment(position);
      int offset = (int) Math.max(position - segment.begin(), LogSegment.HEADER);
      if (segment.isFrame(offset)) {
        long at = segment.begin() + offset;
        position = at + segment.frameLength(offset);
        if (segment.isRecord(offset) && !visitor.visit(at, segment.record(offset))) {
          break;
        }
      } else if (segment.isEmpty(offset)) {
        position = segment.end();
      } else {
        throw LogSegment.damaged(segment.file(), "the record at " + offset + " is not as it was");
      }
    }
    return position;
  }

  /** Copies what is written to another directory; nothing is appended meanwhile. */
  void copyTo(Path target) throws IOException {
    for (LogSegment segment : segments.headMap(current.begin()).values()) {
      DurableFiles.link(segment.file(), target);
    }
    int length = (int) (end - current.begin());
    LogSegment copy = LogSegment.create(target, current.begin(), current.length());
    try (RandomAccessFile out = open(copy, copy.begin() + LogSegment.HEADER)) {
      out.write(current.copy(LogSegment.HEADER, length - LogSegment.HEADER));
    }
  }

  /** Writes down that everything was durable, unless a write has failed. */
  @Override
  public void close() throws IOException {
    boolean healthy = !failed;
    failed = true; // nothing comes behind it
    try {
      if (healthy && current.end() - end >= LogSegment.FRAME_HEADER) {
        frames.clear();
        LogSegment.putFrame(frames, next, next, new byte[0]);
        write();
      }
    } finally {
      file.close();
    }
  }
}
