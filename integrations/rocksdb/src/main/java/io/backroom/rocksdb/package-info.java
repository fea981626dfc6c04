/**
 * Durable stores in a directory of the host, on RocksDB: {@link io.backroom.rocksdb.RocksDbStores}.
 */
@NullMarked
package io.backroom.rocksdb;

import org.jspecify.annotations.NullMarked;
