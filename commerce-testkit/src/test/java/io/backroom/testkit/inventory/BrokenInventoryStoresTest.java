package io.backroom.testkit.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.backroom.memory.InMemoryInventoryStore;
import io.backroom.spi.inventory.InventoryStore;
import io.backroom.testkit.RulesThatFail;
import io.backroom.testkit.inventory.BrokenInventoryStores.Broken;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract is not blind: each mistake fails the tests of its rule and no other. */
class BrokenInventoryStoresTest {
  private static volatile Supplier<InventoryStore> proven = InMemoryInventoryStore::new;

  static class Suite extends InventoryStoreContract {
    @Override
    protected InventoryStore createStore() {
      return proven.get();
    }

    @Override
    protected InventoryStore secondInstance(InventoryStore store) {
      return store instanceof Broken broken ? broken.secondInstance() : store;
    }
  }

  static Stream<Arguments> brokenStores() {
    return Stream.of(
        broken("I-01", BrokenInventoryStores.KeepsTheLinesThatFit::new),
        broken("I-02", BrokenInventoryStores.ForgetsCommands::new),
        broken("I-02", BrokenInventoryStores.ForgetsRefusals::new),
        broken("I-02", BrokenInventoryStores.LooksBeforeItRemembers::new),
        broken("I-03", BrokenInventoryStores.IgnoresTheContentOfARepeat::new),
        broken("I-03", BrokenInventoryStores.AppliesUnderAUsedId::new),
        broken("I-04", BrokenInventoryStores.StopsAtTheFirstRefusal::new),
        broken("I-04", BrokenInventoryStores.StopsAtTheFirstFault::new),
        broken("I-05", BrokenInventoryStores.CallsTheUnknownReleased::new),
        broken("I-06", BrokenInventoryStores.ChecksLineByLine::new),
        broken("I-07", BrokenInventoryStores.TakesTheGreatestLimit::new),
        broken("I-08", BrokenInventoryStores.NamesTheFirstShortage::new),
        broken("I-09", BrokenInventoryStores.ChecksAndThenTakes::new),
        broken("I-09", BrokenInventoryStores.LosesUpdates::new),
        broken("I-10", BrokenInventoryStores.ReservesUnderAKnownId::new),
        broken("I-11", BrokenInventoryStores.CommitsAfterTheEnd::new),
        broken("I-12", BrokenInventoryStores.WaitsForTheSweep::new),
        broken("I-13", BrokenInventoryStores.NeverShortensAHold::new),
        broken("I-14", BrokenInventoryStores.CommitsTwice::new),
        broken("I-15", BrokenInventoryStores.ReleasesTwice::new),
        broken("I-16", BrokenInventoryStores.ExpiresTooEarly::new),
        broken("I-16", BrokenInventoryStores.SweepsWhatItReadBefore::new),
        broken("I-17", BrokenInventoryStores.ShipsWhatIsOnlyHeld::new),
        broken("I-17", BrokenInventoryStores.ShipsWithoutACondition::new),
        broken("I-18", BrokenInventoryStores.FillsBeforeTheStockIsThere::new),
        broken("I-19", BrokenInventoryStores.ServesNewBuyersFirst::new),
        broken("I-20", BrokenInventoryStores.ExpectsWhatHasCome::new),
        broken("I-20", BrokenInventoryStores.ExpectsOneReceiptTwice::new),
        broken("I-21", BrokenInventoryStores.NeverRefusesACount::new),
        broken("I-22", BrokenInventoryStores.ReturnsLevelsInAnyOrder::new),
        broken("I-22", BrokenInventoryStores.KeepsLocalTimes::new),
        broken("I-22", BrokenInventoryStores.CachesLevels::new),
        broken("I-23", BrokenInventoryStores.ListsHoldsTooLate::new),
        broken("I-24", BrokenInventoryStores.WritesNoMovementForARelease::new),
        broken("I-24", BrokenInventoryStores.WritesAMovementForEachLine::new),
        broken("I-25", BrokenInventoryStores.LimitsEachLine::new),
        broken("I-26", BrokenInventoryStores.GivesUpBeforeItHasTheOther::new),
        broken("I-26", BrokenInventoryStores.ReplacesHoldsOfOthers::new),
        broken("I-27", BrokenInventoryStores.CountsAwayWhatIsUnavailable::new),
        broken("I-27", BrokenInventoryStores.AddsWhatWasCounted::new),
        broken("I-28", BrokenInventoryStores.LosesTheReceiptOfATransfer::new),
        broken("I-28", BrokenInventoryStores.TransfersWhatOthersWaitFor::new),
        broken("I-29", BrokenInventoryStores.GivesUpBeforeItMoves::new),
        broken("I-29", BrokenInventoryStores.MovesWhatRanOut::new),
        broken("I-30", BrokenInventoryStores.LimitsBeforeItFilters::new),
        broken("I-30", BrokenInventoryStores.SortsSkusAsADictionary::new),
        broken("I-31", BrokenInventoryStores.RecomputesInTwoSteps::new),
        broken("I-31", BrokenInventoryStores.WritesMovementsForARepair::new),
        broken("I-32", BrokenInventoryStores.KeepsWhatIsLost::new),
        broken("I-33", BrokenInventoryStores.MovesBeyondTheLimit::new));
  }

  private static Arguments broken(String rule, Supplier<InventoryStore> store) {
    return arguments(store.get().getClass().getSimpleName(), rule, store);
  }

  @ParameterizedTest(name = "{0} fails {1}")
  @MethodSource("brokenStores")
  void aBrokenStoreFailsExactlyItsRule(
      String name, String rule, Supplier<InventoryStore> brokenStore) {
    proven = brokenStore;
    var failed = RulesThatFail.of(Suite.class);
    assertThat(failed.keySet()).as("%s fails %s", name, failed).containsExactly(rule);
    assertThat(failed.get(rule)).contains("Rule " + rule + " is broken. Usual cause: ");
  }

  @Test
  void theReferenceFailsNoRule() {
    proven = InMemoryInventoryStore::new;
    assertThat(RulesThatFail.of(Suite.class)).isEmpty();
  }
}
