package io.backroom;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The direction of the floors, and what no room may do. */
class ArchitectureTest {
  private static final String BASE = "io.backroom.";

  /** From the ground up. A room knows the rooms before it in this list, at most. */
  private static final List<String> FLOORS =
      List.of(
          "kernel",
          "catalog",
          "customer",
          "inventory",
          "recommendation",
          "routing",
          "payment",
          "fulfillment",
          "order",
          "returns",
          "care");

  /** Rooms that stand side by side on the floors above, and know nothing of each other. */
  private static final List<List<String>> NEIGHBORS =
      List.of(
          List.of("catalog", "customer", "inventory"),
          List.of("recommendation", "routing"),
          List.of("returns", "care"));

  /** Beside the house, on the SPI alone: no room knows them and they know none. */
  private static final List<String> ASIDE = List.of("memory", "stock");

  private static final JavaClasses PRODUCTION =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
          .withImportOption(location -> !location.contains("/spi/"))
          .importPackages("io.backroom");

  @TempDir Path classes;

  private static boolean areNeighbors(String one, String other) {
    return NEIGHBORS.stream().anyMatch(row -> row.contains(one) && row.contains(other));
  }

  /** Every pair of rooms of which the first must not know the second. */
  private static Stream<List<String>> forbidden() {
    Stream<List<String>> upward =
        IntStream.range(0, FLOORS.size())
            .boxed()
            .flatMap(
                low ->
                    FLOORS.subList(low + 1, FLOORS.size()).stream()
                        .map(high -> List.of(FLOORS.get(low), high)));
    Stream<List<String>> sideways =
        IntStream.range(0, FLOORS.size())
            .boxed()
            .flatMap(
                high ->
                    FLOORS.subList(0, high).stream()
                        .filter(low -> areNeighbors(low, FLOORS.get(high)))
                        .map(low -> List.of(FLOORS.get(high), low)));
    Stream<List<String>> aside =
        ASIDE.stream()
            .flatMap(
                one ->
                    FLOORS.stream()
                        .flatMap(room -> Stream.of(List.of(room, one), List.of(one, room))));
    return Stream.of(upward, sideways, aside, Stream.of(List.of("stock", "memory")))
        .flatMap(pairs -> pairs);
  }

  private static ArchRule doesNotKnow(String room, String other) {
    return noClasses()
        .that()
        .resideInAPackage(BASE + room + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(BASE + other + "..");
  }

  private static ArchRule doesNotKnowTheRoof(String room) {
    return noClasses()
        .that()
        .resideInAPackage(BASE + room + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.backroom");
  }

  @TestFactory
  Stream<DynamicTest> noRoomKnowsAHigherFloorOrItsNeighbor() {
    return forbidden()
        .map(
            pair ->
                DynamicTest.dynamicTest(
                    pair.get(0) + " does not know " + pair.get(1),
                    () -> doesNotKnow(pair.get(0), pair.get(1)).check(PRODUCTION)));
  }

  @TestFactory
  Stream<DynamicTest> noRoomKnowsTheRoof() {
    return Stream.concat(FLOORS.stream(), ASIDE.stream())
        .map(
            room ->
                DynamicTest.dynamicTest(room, () -> doesNotKnowTheRoof(room).check(PRODUCTION)));
  }

  @Test
  void everyRoomIsOnTheList() {
    assertThat(
            PRODUCTION.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.equals("io.backroom"))
                .map(name -> name.substring(BASE.length()).replaceAll("\\..*", ""))
                .distinct())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(FLOORS.stream(), ASIDE.stream()).toList());
  }

  @Test
  void noPackagesFormACycle() {
    slices().matching("io.backroom.(*)..").should().beFreeOfCycles().check(PRODUCTION);
  }

  /** A class in each room that knows a class of each forbidden room: every rule must bite. */
  @Test
  void everyRuleOfDirectionBites() throws IOException {
    List<List<String>> pairs = new ArrayList<>(forbidden().toList());
    FLOORS.forEach(room -> pairs.add(List.of(room, "")));
    Map<String, String> targets = publicTypes();
    List<JavaFileObject> sources =
        pairs.stream().map(pair -> wrong(pair, targets.get(pair.get(1)))).toList();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> options =
        List.of(
            "-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
    assertThat(compiler.getTask(null, null, null, options, null, sources).call()).isTrue();
    JavaClasses wrong = new ClassFileImporter().importPath(classes);

    for (List<String> pair : pairs) {
      ArchRule rule =
          pair.get(1).isEmpty()
              ? doesNotKnowTheRoof(pair.get(0))
              : doesNotKnow(pair.get(0), pair.get(1));
      assertThat(rule.evaluate(wrong).getFailureReport().getDetails())
          .as("%s knows %s", pair.get(0), pair.get(1))
          .anyMatch(detail -> detail.contains(className(pair)));
    }
  }

  private static Map<String, String> publicTypes() {
    Map<String, String> types = new TreeMap<>();
    for (JavaClass type : PRODUCTION) {
      if (isTopLevel(type) && type.getModifiers().contains(JavaModifier.PUBLIC)) {
        String room = type.getPackageName().substring("io.backroom".length()).replace(".", "");
        types.putIfAbsent(room, type.getName());
      }
    }
    return types;
  }

  private static String className(List<String> pair) {
    String other = pair.get(1).isEmpty() ? "roof" : pair.get(1);
    return "Wrong" + other.substring(0, 1).toUpperCase(Locale.ROOT) + other.substring(1);
  }

  private static JavaFileObject wrong(List<String> pair, String target) {
    String code =
        "package " + BASE + pair.get(0) + "; class " + className(pair) + " { " + target + " it; }";
    String file = "/" + pair.get(0) + "/" + className(pair) + ".java";
    return new SimpleJavaFileObject(URI.create("string://" + file), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return code;
      }
    };
  }

  private static final ArchRule NO_DATABASE_AND_NO_WEB =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.sql..",
              "javax.sql..",
              "java.net.http..",
              "com.sun.net.httpserver..",
              "jakarta..",
              "org.springframework..",
              "io.micronaut..",
              "io.quarkus..");

  private static final ArchRule TIME_AND_CHANCE_COME_FROM_THE_ROOF =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.backroom")
          .should()
          .callMethodWhere(
              new DescribedPredicate<>("it reads the clock or throws the dice") {
                @Override
                public boolean test(com.tngtech.archunit.core.domain.JavaMethodCall call) {
                  String name = call.getTargetOwner().getName() + "." + call.getName();
                  int parameters = call.getTarget().getRawParameterTypes().size();
                  return List.of(
                              "java.lang.System.currentTimeMillis",
                              "java.lang.System.nanoTime",
                              "java.util.UUID.randomUUID",
                              "java.lang.Math.random",
                              "java.time.Clock.systemUTC",
                              "java.time.Clock.systemDefaultZone",
                              "java.time.InstantSource.system",
                              "java.util.concurrent.ThreadLocalRandom.current")
                          .contains(name)
                      || (call.getTargetOwner().getPackageName().equals("java.time")
                          && call.getName().equals("now")
                          && parameters == 0);
                }
              })
          .orShould()
          .callConstructor(java.util.Random.class)
          .orShould()
          .callConstructor(java.util.Random.class, long.class)
          .orShould()
          .callConstructor(java.security.SecureRandom.class)
          .orShould()
          .callConstructor(java.util.SplittableRandom.class);

  private static final ArchRule NO_OLD_DATES =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.Date")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.Calendar");

  @Test
  void noRoomKnowsADatabaseOrTheWeb() {
    NO_DATABASE_AND_NO_WEB.check(PRODUCTION);
  }

  @Test
  void timeAndChanceComeFromTheRoof() {
    TIME_AND_CHANCE_COME_FROM_THE_ROOF.check(PRODUCTION);
  }

  @Test
  void nobodyUsesOldDates() {
    NO_OLD_DATES.check(PRODUCTION);
  }

  @Test
  void thoseRulesBiteToo() {
    JavaClasses wrong = new ClassFileImporter().importClasses(io.backroom.kernel.WrongRoom.class);

    for (ArchRule rule :
        List.of(NO_DATABASE_AND_NO_WEB, TIME_AND_CHANCE_COME_FROM_THE_ROOF, NO_OLD_DATES)) {
      assertThat(rule.evaluate(wrong).hasViolation()).as(rule.getDescription()).isTrue();
    }
    assertThat(TIME_AND_CHANCE_COME_FROM_THE_ROOF.evaluate(wrong).getFailureReport().getDetails())
        .hasSize(5);
  }

  private static boolean isTopLevel(JavaClass type) {
    return type.isTopLevelClass() && !type.getSimpleName().equals("package-info");
  }

  @Test
  void whatAHostCanSeeIsTheSmallerPart() {
    List<JavaClass> all = PRODUCTION.stream().filter(ArchitectureTest::isTopLevel).toList();
    long visible =
        all.stream()
            .filter(type -> Modifier.isPublic(type.reflect().getModifiers()))
            .filter(type -> !type.getPackageName().equals("io.backroom.kernel"))
            .count();
    System.out.println(visible + " of " + all.size() + " top-level types are visible to a host");
    assertThat(visible * 2).isLessThan(all.size());
  }

  @Test
  void everyPackageIsNullMarked() {
    assertThat(PRODUCTION.stream().map(JavaClass::getPackage).distinct())
        .isNotEmpty()
        .allSatisfy(p -> assertThat(p.isAnnotatedWith(NullMarked.class)).as(p.getName()).isTrue());
  }
}
