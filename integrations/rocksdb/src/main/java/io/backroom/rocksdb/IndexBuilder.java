package io.backroom.rocksdb;

import io.backroom.rocksdb.IndexRun.Part;
import io.backroom.stock.journal.StockRecord;
import java.io.IOException;

/** Gathers what is where in a part of the log, frame by frame. */
final class IndexBuilder implements StockRecord.Keys {
  /** Movements that begin so close together in the log are found by reading on from the first. */
  private static final int SEQUENCE_BYTES = 4096;

  private final IndexPairs ids = new IndexPairs();
  private final IndexPairs skus = new IndexPairs();
  private final IndexPairs sequences = new IndexPairs();
  private long frame;
  private long lastSku;
  private long lastSkuPosition = -1;
  private long lastSequenceFrame = -SEQUENCE_BYTES;
  private long record;
  private long movement;

  /** Begins behind a record and a movement. */
  IndexBuilder(long record, long movement) {
    this.record = record;
    this.movement = movement;
  }

  void add(long position, StockRecord next) {
    frame = position;
    record = next.number();
    next.tellKeys(this);
  }

  private long position(int offset) {
    return frame + LogSegment.FRAME_HEADER + offset;
  }

  @Override
  public void answer(int offset, long key) {
    ids.add(key, position(offset));
  }

  @Override
  public void reservation(int offset, long key) {
    ids.add(key, position(offset));
  }

  @Override
  public void movement(int offset, long key, long sequence) {
    movement = sequence;
    if (frame - lastSequenceFrame >= SEQUENCE_BYTES) {
      sequences.add(sequence, frame);
      lastSequenceFrame = frame;
    }
    // One command at several centers is found once.
    if (key != lastSku || position(offset) != lastSkuPosition) {
      skus.add(key, position(offset));
      lastSku = key;
      lastSkuPosition = position(offset);
    }
  }

  void addTo(StockIndex index, long begin, long end) throws IOException {
    index.add(new Part(begin, end, record, movement), ids, skus, sequences);
  }
}
