package io.backroom.jdbc;

class KilledSharedNodeTest extends KilledNodeContract {
  KilledSharedNodeTest() {
    super(false);
  }
}
