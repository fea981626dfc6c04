/** Cartons chosen by the library 3d-bin-container-packing. */
module io.backroom.packing {
  requires transitive io.backroom.spi;
  requires com.github.skjolber.packing.api;
  requires com.github.skjolber.packing.core;
  requires io.backroom.core;
  requires org.slf4j;

  exports io.backroom.packing;
}
