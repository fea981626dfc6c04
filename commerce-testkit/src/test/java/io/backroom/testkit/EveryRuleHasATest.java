package io.backroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.testkit.document.DocumentStoreContract;
import io.backroom.testkit.inventory.InventoryStoreContract;
import io.backroom.testkit.packing.PackingContract;
import io.backroom.testkit.payment.PaymentProviderContract;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documented rules, their tests and what is printed when they fail belong together. */
class EveryRuleHasATest {
  /** Each page of docs/contracts and the contract that proves it. */
  private static final Map<String, Class<?>> CONTRACTS =
      Map.of(
          "documents.md", DocumentStoreContract.class,
          "inventory.md", InventoryStoreContract.class,
          "packing.md", PackingContract.class,
          "payments.md", PaymentProviderContract.class);

  static Set<String> pages() {
    return CONTRACTS.keySet();
  }

  private static final Pattern RULE = Pattern.compile("(?ms)^### ([A-Z]-\\d\\d)$(.*?)(?=^##|\\z)");

  /** What a shop needs of both stores, which is proven by the rules of the others. */
  private static final String SHOP = "stores.md";

  private static final Pattern CITED = Pattern.compile("\\b[DIP]-\\d\\d\\b");
  private static final Pattern CAUSE = Pattern.compile("(?s)- Usual cause: (.*?)\\s*\\z");

  @ParameterizedTest
  @MethodSource("pages")
  void aPageAndItsContractHaveTheSameRules(String page) throws IOException {
    assertThat(rulesTested(Objects.requireNonNull(CONTRACTS.get(page))))
        .isEqualTo(causes(page).keySet());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyRuleSaysItsIntentAndItsUsualCause(String page) throws IOException {
    Matcher rules = RULE.matcher(read(page));
    while (rules.find()) {
      assertThat(rules.group(2)).as(rules.group(1)).contains("MUST", "- Intent: ");
      assertThat(causes(page).get(rules.group(1))).as(rules.group(1)).isNotBlank();
    }
  }

  @Test
  void aFailureTellsTheUsualCauseOfThePage() throws IOException {
    Properties told = new Properties();
    try (InputStream in = ExplainRules.class.getResourceAsStream("usual-causes.properties")) {
      told.load(new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8));
    }
    for (String page : CONTRACTS.keySet()) {
      causes(page).forEach((rule, cause) -> assertThat(told).as(page).containsEntry(rule, cause));
    }
  }

  @Test
  void everyPageHasAContract() throws IOException {
    try (Stream<Path> pages = Files.list(folder())) {
      assertThat(pages.map(page -> page.getFileName().toString()))
          .filteredOn(page -> !page.equals(SHOP))
          .containsExactlyInAnyOrderElementsOf(CONTRACTS.keySet());
    }
  }

  @Test
  void thePageOfTheShopHasEveryRowAndCitesRulesThatExist() throws IOException {
    String text = read(SHOP);
    for (int row = 1; row <= 24; row++) {
      assertThat(text).contains("| S-%02d |".formatted(row));
    }
    Set<String> rules = new HashSet<>();
    for (String page : CONTRACTS.keySet()) {
      rules.addAll(causes(page).keySet());
    }
    Matcher cited = CITED.matcher(text);
    while (cited.find()) {
      assertThat(rules).contains(cited.group());
    }
  }

  private static SortedMap<String, String> causes(String page) throws IOException {
    SortedMap<String, String> causes = new TreeMap<>();
    Matcher rules = RULE.matcher(read(page));
    while (rules.find()) {
      Matcher cause = CAUSE.matcher(rules.group(2));
      causes.put(rules.group(1), cause.find() ? cause.group(1).replaceAll("\\s+", " ") : "");
    }
    assertThat(causes).as("rules of %s", page).isNotEmpty();
    return causes;
  }

  private static Set<String> rulesTested(Class<?> contract) {
    return Stream.concat(Stream.of(contract), Arrays.stream(contract.getDeclaredClasses()))
        .flatMap(EveryRuleHasATest::withParents)
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(method -> method.isAnnotationPresent(Rule.class))
        .map(method -> method.getAnnotation(Rule.class).value())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<Class<?>> withParents(Class<?> type) {
    return Stream.iterate(type, Objects::nonNull, Class::getSuperclass);
  }

  private static String read(String page) throws IOException {
    return Files.readString(folder().resolve(page));
  }

  /** Returns docs/contracts, from the root of the project or from any module. */
  private static Path folder() {
    return Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
        .map(directory -> directory.resolve("docs/contracts"))
        .filter(Files::isDirectory)
        .findFirst()
        .orElseThrow();
  }
}
