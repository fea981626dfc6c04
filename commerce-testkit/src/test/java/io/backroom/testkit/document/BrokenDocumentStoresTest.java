package io.backroom.testkit.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.backroom.memory.InMemoryDocumentStore;
import io.backroom.spi.document.DocumentStore;
import io.backroom.testkit.RulesThatFail;
import io.backroom.testkit.document.BrokenDocumentStores.Broken;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract is not blind: each mistake fails the tests of its rule and no other. */
class BrokenDocumentStoresTest {
  private static volatile Supplier<DocumentStore> proven = InMemoryDocumentStore::new;

  static class Suite extends DocumentStoreContract {
    @Override
    protected DocumentStore createStore() {
      return proven.get();
    }

    @Override
    protected DocumentStore secondInstance(DocumentStore store) {
      return store instanceof Broken broken ? broken.secondInstance() : store;
    }

    @Override
    protected boolean keeps(DocumentStore store, String text) {
      return store instanceof Broken broken && broken.keeps(text);
    }

    @Override
    protected Runnable openingOfNewerData() {
      return proven.get() instanceof Broken broken
          ? broken::openNewerData
          : super.openingOfNewerData();
    }
  }

  static Stream<Arguments> brokenStores() {
    return Stream.of(
        broken("D-01", BrokenDocumentStores.KeepsHalfACommit::new),
        broken("D-01", BrokenDocumentStores.ReadsBetweenCommits::new),
        broken("D-02", BrokenDocumentStores.DeletesAnyVersion::new),
        broken("D-02", BrokenDocumentStores.CreatesOverWhatIsThere::new),
        broken("D-03", BrokenDocumentStores.NamesTheFirstConflict::new),
        broken("D-04", BrokenDocumentStores.SkipsVersions::new),
        broken("D-04", BrokenDocumentStores.GoesOnAfterADelete::new),
        broken("D-05", BrokenDocumentStores.ComparesAndThenWrites::new),
        broken("D-05", BrokenDocumentStores.LocksWithinOneNode::new),
        broken("D-06", BrokenDocumentStores.KeepsTheFirstWriter::new),
        broken("D-07", BrokenDocumentStores.TakesTheLastOfTwoWrites::new),
        broken("D-07", BrokenDocumentStores.TakesAThousandWrites::new),
        broken("D-08", BrokenDocumentStores.IncludesTheUpperEnd::new),
        broken("D-09", BrokenDocumentStores.SortsByCodePoints::new),
        broken("D-09", BrokenDocumentStores.SortsAsADictionary::new),
        broken("D-10", BrokenDocumentStores.IgnoresTheLimit::new),
        broken("D-10", BrokenDocumentStores.LimitsBeforeItFilters::new),
        broken("D-11", BrokenDocumentStores.PagesByValueOnly::new),
        broken("D-11", BrokenDocumentStores.CountsRowsToSkip::new),
        broken("D-12", BrokenDocumentStores.KeepsOldEntries::new),
        broken("D-12", BrokenDocumentStores.ReturnsEachDocumentOnce::new),
        broken("D-13", BrokenDocumentStores.LosesEmoji::new),
        broken("D-13", BrokenDocumentStores.WritesJsonAnew::new),
        broken("D-13", BrokenDocumentStores.IgnoresTheCaseOfKeys::new),
        broken("D-14", BrokenDocumentStores.CachesQueries::new),
        broken("D-14", BrokenDocumentStores.ReadsAReplica::new),
        broken("D-15", BrokenDocumentStores.MarksWhatIsDeleted::new),
        broken("D-16", BrokenDocumentStores.OpensNewerData::new),
        broken("D-17", BrokenDocumentStores.SkipsChecks::new),
        broken("D-17", BrokenDocumentStores.ChecksBeforeItWrites::new),
        broken("D-17", BrokenDocumentStores.WritesWhatItChecks::new));
  }

  private static Arguments broken(String rule, Supplier<DocumentStore> store) {
    return arguments(store.get().getClass().getSimpleName(), rule, store);
  }

  @ParameterizedTest(name = "{0} fails {1}")
  @MethodSource("brokenStores")
  void aBrokenStoreFailsExactlyItsRule(
      String name, String rule, Supplier<DocumentStore> brokenStore) {
    proven = brokenStore;
    var failed = RulesThatFail.of(Suite.class);
    assertThat(failed.keySet()).as("%s fails %s", name, failed).containsExactly(rule);
    assertThat(failed.get(rule)).contains("Rule " + rule + " is broken. Usual cause: ");
  }

  @Test
  void theReferenceFailsNoRule() {
    proven = InMemoryDocumentStore::new;
    assertThat(RulesThatFail.of(Suite.class)).isEmpty();
  }
}
