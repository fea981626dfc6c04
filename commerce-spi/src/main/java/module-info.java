/** The interfaces a host implements and the values that cross them. */
module io.backroom.spi {
  requires transitive org.joda.money;
  requires static transitive org.jspecify;

  exports io.backroom.spi.document;
  exports io.backroom.spi.inventory;
  exports io.backroom.spi.manifest;
  exports io.backroom.spi.packing;
  exports io.backroom.spi.payment;
  exports io.backroom.spi.policy;
  exports io.backroom.spi.store;
  exports io.backroom.spi.tracking;
  exports io.backroom.spi.value;
}
