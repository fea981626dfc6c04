package io.backroom.spi.packing;

/** Chooses cartons for goods. Thread-safe and free of effects; the rules are in its contract. */
@FunctionalInterface
public interface Cartonizer {
  /**
   * Packs goods into cartons, for little cost. The fewest or cheapest cartons are not promised;
   * that everything in them is inside, apart from each other, upright where it has to be, and not
   * too heavy, is.
   *
   * @param request the goods and the cartons
   * @return every unit in one carton, or among those that fit into none
   */
  PackingPlan pack(PackingRequest request);
}
