/** Contract tests that prove an implementation of each interface of the SPI. */
module io.backroom.testkit {
  requires transitive io.backroom.spi;
  requires transitive io.backroom.core;
  requires transitive org.junit.jupiter.api;
  requires org.assertj.core;
  requires org.junit.jupiter.params;
  requires static org.jspecify;

  exports io.backroom.testkit;
  exports io.backroom.testkit.crash;
  exports io.backroom.testkit.document;
  exports io.backroom.testkit.inventory;
  exports io.backroom.testkit.packing;
  exports io.backroom.testkit.payment;
  exports io.backroom.testkit.simulation;

  // JUnit creates the nested classes of the contracts by reflection.
  opens io.backroom.testkit.crash;
  opens io.backroom.testkit.document;
  opens io.backroom.testkit.inventory;
  opens io.backroom.testkit.packing;
  opens io.backroom.testkit.payment;
}
