package dev.todoku.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.bounce.BounceReader;
import dev.todoku.cli.Main;
import dev.todoku.detect.Detector;
import dev.todoku.dns.Dns;
import dev.todoku.schema.MailEvent;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The walls between the packages of the application. A stage has a room, a package of its own;
 * {@code wire} is what one stage sends the next, {@code streams} is how a stage runs.
 */
class WallsTest {
  private static final String KAFKA = "org.apache.kafka..";

  /** The rooms whose state others may reach by queries only. */
  private static final List<String> STATE =
      List.of(
          "correlate", "recipients", "providers", "senders", "unmatched", "incidents", "dnsfacts");

  /** Decisions and readers that know no Kafka. */
  private static final String[] PURE = {
    "dev.todoku.bounce..",
    "dev.todoku.detect..",
    "dev.todoku.dns..",
    "dev.todoku.message..",
    "dev.todoku.hop..",
    "dev.todoku.evidence..",
    "dev.todoku.explain..",
    "dev.todoku.remedy..",
    "dev.todoku.provider.."
  };

  /** A room keeps Kafka in these; all its other classes are decisions. */
  private static final Pattern KEEPS_KAFKA = Pattern.compile("\\w+(Stage|Processor|Store|Tracker)");

  /** Arguments that a reader can still tell apart; a record's own constructor names its parts. */
  private static final int MOST_ARGUMENTS = 8;

  /** What may call the constructor of a longer record, beside the record itself. */
  private static final Pattern MAKES_RECORDS = Pattern.compile("\\w*(Builder|Codec|Draft)");

  private static final JavaClasses CLASSES = new ClassFileImporter().importLocations(modules());

  /** A record's own constructor has as many as it has parts; see the next test. */
  @Test
  void constructorsTakeEightArgumentsAtMost() {
    assertThat(CLASSES)
        .filteredOn(WallsTest::hasLongConstructor)
        .extracting(JavaClass::getSimpleName)
        .isEmpty();
  }

  private static boolean hasLongConstructor(JavaClass type) {
    return !type.isEnum()
        && type.getConstructors().stream()
            .map(constructor -> constructor.getRawParameterTypes().size())
            .anyMatch(
                count -> count > MOST_ARGUMENTS && !(type.isRecord() && count == parts(type)));
  }

  private static long parts(JavaClass record) {
    return record.getFields().stream().filter(field -> !isStatic(field)).count();
  }

  /** Beside the record itself, its builder and its binary form. */
  @Test
  void aRecordOfMorePartsIsMadeInOnePlace() {
    Map<String, Set<String>> places = new TreeMap<>();
    CLASSES.stream()
        .filter(type -> type.isRecord() && parts(type) > MOST_ARGUMENTS)
        .flatMap(type -> type.getConstructorCallsToSelf().stream())
        .filter(call -> !outermost(call.getOriginOwner()).equals(outermost(call.getTargetOwner())))
        .filter(call -> !MAKES_RECORDS.matcher(outermost(call.getOriginOwner())).matches())
        .forEach(
            call ->
                places
                    .computeIfAbsent(call.getTargetOwner().getSimpleName(), name -> new TreeSet<>())
                    .add(outermost(call.getOriginOwner())));
    assertThat(places).allSatisfy((name, makers) -> assertThat(makers).as(name).hasSize(1));
  }

  /** Simple name of the class that the file of {@code type} is called after. */
  private static String outermost(JavaClass type) {
    String name = type.getFullName().substring(type.getPackageName().length() + 1);
    int nested = name.indexOf('$');
    return nested < 0 ? name : name.substring(0, nested);
  }

  /** In the measurements and in tests, too. */
  @Test
  void whereThereIsABuilderNobodyCountsArguments() {
    Set<String> built =
        CLASSES.stream()
            .filter(type -> type.getSimpleName().endsWith("Builder"))
            .flatMap(type -> type.getMethods().stream())
            .filter(method -> method.getName().equals("build"))
            .map(method -> method.getRawReturnType())
            .filter(type -> type.isRecord() && parts(type) > MOST_ARGUMENTS)
            .map(JavaClass::getSimpleName)
            .collect(Collectors.toSet());
    assertThat(built).contains("Outcome", "Bounce", "Alert");
    Pattern call = Pattern.compile("\\bnew (" + String.join("|", built) + ")\\(");
    assertThat(Sources.withTests())
        .filteredOn(
            file ->
                call.matcher(Sources.code(file))
                    .results()
                    .map(found -> found.group(1))
                    .anyMatch(name -> !isOf(name, file)))
        .isEmpty();
  }

  /** Whether a file is that of a record, of its builder or of its binary form. */
  private static boolean isOf(String record, Path file) {
    String name = file.getFileName().toString().replace(".java", "");
    return name.equals(record)
        || (MAKES_RECORDS.matcher(name).matches() && file.toString().contains("/main/"));
  }

  private static boolean isStatic(JavaField field) {
    return field.getModifiers().contains(JavaModifier.STATIC);
  }

  /** Wall 1. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "intake",
        "correlate",
        "recipients",
        "providers",
        "senders",
        "unmatched",
        "incidents",
        "dnsfacts"
      })
  void aStageKnowsNoOtherStage(String room) {
    noClasses()
        .that()
        .resideInAPackage(in(room))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                rooms()
                    .filter(other -> !other.equals(room))
                    .map(WallsTest::in)
                    .toArray(String[]::new)))
        .check(CLASSES);
  }

  /** Wall 2: values and their binary forms, and what these are made of. */
  @Test
  void whatStagesExchangeKnowsNoStage() {
    noClasses()
        .that()
        .resideInAPackage(in("wire"))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("dev.todoku..")
                .and(
                    resideOutsideOfPackages(
                        in("wire"),
                        in("schema"),
                        in("binary"),
                        in("message"),
                        in("detect"),
                        in("watermark"))))
        .check(CLASSES);
  }

  /** Wall 2. */
  @Test
  void whatRunsAStageKnowsNoStage() {
    noClasses()
        .that()
        .resideInAPackage(in("streams"))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(rooms().map(WallsTest::in).toArray(String[]::new))
                .or(resideInAnyPackage(in("topology"))))
        .check(CLASSES);
  }

  /** Wall 3. */
  @Test
  void decisionsKnowNoKafka() {
    noClasses()
        .that(
            resideInAnyPackage(rooms().map(WallsTest::in).toArray(String[]::new))
                .and(DescribedPredicate.not(keepsKafka()))
                .or(resideInAnyPackage(PURE)))
        .should()
        .dependOnClassesThat(resideInAnyPackage(KAFKA))
        .check(CLASSES);
  }

  /** Wall 4. */
  @Test
  void nobodyUsesTheCommandLine() {
    noClasses()
        .that()
        .resideOutsideOfPackage(in("cli"))
        .should()
        .dependOnClassesThat(resideInAnyPackage(in("cli")))
        .check(CLASSES);
  }

  /** Wall 4. */
  @Test
  void thePageAndTheCommandsReachStateByQueries() {
    noClasses()
        .that()
        .resideInAnyPackage(in("web"), in("cli"))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(STATE.stream().map(WallsTest::in).toArray(String[]::new)))
        .check(CLASSES);
  }

  /** Wall 4: {@code todoku run} starts the pipeline and so knows it. */
  @Test
  void onlyWhatRunsThePipelineKnowsItsTopology() {
    noClasses()
        .that(
            resideInAnyPackage("dev.todoku..")
                .and(
                    resideOutsideOfPackages(in("topology"), in("app"), in("query"), in("cli.run"))))
        .should()
        .dependOnClassesThat(resideInAnyPackage(in("topology")))
        .check(CLASSES);
  }

  /** Kafka's server is not on the class path of services. */
  @Test
  void onlyTheEmbeddedBrokerKnowsKafkasServer() {
    noClasses()
        .that()
        .doNotHaveSimpleName("EmbeddedKafka")
        .should()
        .dependOnClassesThat(resideInAnyPackage("kafka..", "scala.."))
        .check(CLASSES);
  }

  /** Whatever else needs a broker is given one by its address. */
  @Test
  void onlyDemoAndWatchBringABroker() {
    noClasses()
        .that(
            resideInAnyPackage("dev.todoku..")
                .and(resideOutsideOfPackages(in("cli.demo"), in("cli.watch"), in("kafka"))))
        .should()
        .dependOnClassesThat()
        .haveSimpleNameContaining("EmbeddedKafka")
        .orShould()
        .dependOnClassesThat()
        .haveSimpleName("LocalKafka")
        .check(CLASSES);
  }

  /** Wall 5. */
  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.todoku.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  /** Wall 5. */
  @Test
  void noPackageIsInTwoModules() {
    Map<String, Set<String>> modules = new TreeMap<>();
    Pattern java = Pattern.compile("\\.\\./([^/]+)/src/main/java/(.+)/[^/]+");
    for (Path file : Sources.files()) {
      Matcher place = java.matcher(file.toString().replace('\\', '/'));
      assertThat(place.matches()).as(file.toString()).isTrue();
      modules.computeIfAbsent(place.group(2), name -> new TreeSet<>()).add(place.group(1));
    }
    modules.remove("dev/todoku");

    assertThat(modules).hasSizeGreaterThan(50);
    assertThat(modules).allSatisfy((name, in) -> assertThat(in).as(name).hasSize(1));
  }

  /** Wall 6. */
  @Test
  void noCodeIsThePositionOfAnEnumConstant() {
    assertThat(Sources.where(code -> code.contains("ordinal()"))).isEmpty();
  }

  /** Wall 6. */
  @Test
  void noBinaryFormHoldsTheNameOfAnEnumConstant() {
    noClasses()
        .that(
            DescribedPredicate.describe(
                "read or write a binary form",
                type ->
                    type.getDirectDependenciesFromSelf().stream()
                        .map(dependency -> dependency.getTargetClass())
                        .anyMatch(
                            target ->
                                target.isEquivalentTo(BinaryWriter.class)
                                    || target.isEquivalentTo(BinaryReader.class))))
        .should()
        .callMethodWhere(
            DescribedPredicate.describe("of an enum, name or valueOf", WallsTest::isByName))
        .check(CLASSES);
  }

  private static boolean isByName(JavaMethodCall call) {
    String name = call.getName();
    return call.getTargetOwner().isAssignableTo(Enum.class)
        && (name.equals("name") || name.equals("valueOf"));
  }

  private static DescribedPredicate<JavaClass> keepsKafka() {
    return DescribedPredicate.describe(
        "keep Kafka", type -> KEEPS_KAFKA.matcher(outermost(type)).matches());
  }

  private static Stream<String> rooms() {
    return Stream.concat(Stream.of("intake"), STATE.stream());
  }

  private static String in(String room) {
    return "dev.todoku." + room + "..";
  }

  /** Where the classes of each module are, found by one of them. */
  private static Set<Location> modules() {
    return Stream.of(
            MailEvent.class,
            BinaryReader.class,
            BounceReader.class,
            Detector.class,
            Dns.class,
            Main.class)
        .map(WallsTest::place)
        .collect(Collectors.toSet());
  }

  /** A directory of classes, or the jar that Maven has made of it. */
  private static Location place(Class<?> type) {
    try {
      URI place = type.getProtectionDomain().getCodeSource().getLocation().toURI();
      boolean isJar = place.getPath().endsWith(".jar");
      return Location.of(isJar ? URI.create("jar:" + place + "!/") : place);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
