/** Both stores in a directory of the host, durable, without any server. */
module io.backroom.rocksdb {
  requires transitive io.backroom.spi;
  requires io.backroom.core;
  requires rocksdbjni;

  exports io.backroom.rocksdb;

  provides io.backroom.spi.store.Stores.Opener with
      io.backroom.rocksdb.RocksDbOpener;
}
