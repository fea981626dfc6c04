package io.backroom.jdbc;

class KilledOwnerNodeTest extends KilledNodeContract {
  KilledOwnerNodeTest() {
    super(true);
  }
}
