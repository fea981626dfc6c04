package io.backroom.testkit.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.backroom.memory.InMemoryDocumentStore;
import io.backroom.spi.document.DocumentStore;
import io.backroom.testkit.RulesThatFail;
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
  }

  static Stream<Arguments> brokenStores() {
    return Stream.of(
        broken("D-01", BrokenDocumentStores.KeepsHalfACommit::new),
        broken("D-02", BrokenDocumentStores.DeletesAnyVersion::new),
        broken("D-03", BrokenDocumentStores.NamesTheFirstConflict::new),
        broken("D-04", BrokenDocumentStores.SkipsVersions::new),
        broken("D-05", BrokenDocumentStores.ComparesAndThenWrites::new),
        broken("D-06", BrokenDocumentStores.KeepsTheFirstWriter::new),
        broken("D-07", BrokenDocumentStores.TakesTheLastOfTwoWrites::new),
        broken("D-08", BrokenDocumentStores.IncludesTheUpperEnd::new),
        broken("D-09", BrokenDocumentStores.SortsByCodePoints::new),
        broken("D-10", BrokenDocumentStores.IgnoresTheLimit::new),
        broken("D-11", BrokenDocumentStores.PagesByValueOnly::new),
        broken("D-12", BrokenDocumentStores.KeepsOldEntries::new),
        broken("D-13", BrokenDocumentStores.LosesEmoji::new),
        broken("D-14", BrokenDocumentStores.CachesQueries::new));
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
