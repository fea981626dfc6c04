package io.backroom.rocksdb;

import io.backroom.spi.document.Document;
import io.backroom.spi.document.DocumentId;
import io.backroom.spi.document.DocumentQuery.Position;
import io.backroom.spi.document.IndexEntry;
import io.backroom.spi.document.WriteId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** How documents and their index rows look in the database. */
final class DocumentCodec {
  private DocumentCodec() {}

  static byte[] key(DocumentId id) {
    // No id contains a zero, so that no key is the beginning of another.
    return new ByteWriter().ascii(id.type()).put(0).ascii(id.key()).toBytes();
  }

  static byte[] document(Document document) {
    ByteWriter out = new ByteWriter();
    out.number(document.version()).id(document.writtenBy().value()).text(document.body());
    out.number(document.indexes().size());
    document.indexes().forEach(entry -> out.id(entry.index()).text(entry.value()));
    return out.toBytes();
  }

  static Document document(DocumentId id, byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    long version = in.number();
    WriteId writtenBy = WriteId.of(in.id());
    String body = in.text();
    int count = in.size();
    List<IndexEntry> entries = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      entries.add(new IndexEntry(in.id(), in.text()));
    }
    return new Document(id, version, writtenBy, body, entries);
  }

  /** Returns the key of a row; rows sort by (type, index, value, key), as the contract wants. */
  static byte[] row(DocumentId id, IndexEntry entry) {
    return from(id.type(), entry.index(), entry.value()).ascii(id.key()).toBytes();
  }

  /** Returns the least key that a row with this value, or a greater one, can have. */
  static byte[] least(String type, String index, String value) {
    return from(type, index, value).toBytes();
  }

  /** Returns a key greater than that of every row of an index, and than no row behind it. */
  static byte[] end(String type, String index) {
    return new ByteWriter().ascii(type).put(0).ascii(index).put(1).toBytes();
  }

  /** Returns the key that the row at a position has, or would have. */
  static byte[] position(String type, String index, Position position) {
    return from(type, index, position.value())
        .raw(position.key().getBytes(StandardCharsets.UTF_8))
        .toBytes();
  }

  private static ByteWriter from(String type, String index, String value) {
    return new ByteWriter().ascii(type).put(0).ascii(index).put(0).sorted(value);
  }

  /** Returns the key of the document behind a row. */
  static String documentKey(byte[] row) {
    // Ids have no zero and every value ends with one.
    int begin = row.length;
    while (row[begin - 1] != 0) {
      begin--;
    }
    return new String(row, begin, row.length - begin, StandardCharsets.ISO_8859_1);
  }
}
