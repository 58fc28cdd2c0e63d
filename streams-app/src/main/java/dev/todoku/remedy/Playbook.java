package dev.todoku.remedy;

import dev.todoku.schema.Alert;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.RemedyStep;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Text;
import dev.todoku.table.Line;
import dev.todoku.table.Table;
import dev.todoku.wire.HopKey;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Titles and remedies of incidents, in Japanese and English, read from {@code playbook.txt}. */
public final class Playbook {
  private static final String FILE = "playbook.txt";
  private static final String EVERY_PROVIDER = "*";
  private static final String VALUE = "{value}";
  private static final Text SEVERAL_PROVIDERS = new Text("複数のプロバイダー", "More than one provider");

  private record Case(Cause cause, String provider) {}

  private static final class Shipped {
    static final Playbook PLAYBOOK = of(Table.read(Playbook.class, FILE));
  }

  private final Map<Cause, Title> titles = new EnumMap<>(Cause.class);
  private final Map<Cause, Title> quietTitles = new EnumMap<>(Cause.class);
  private final Map<Cause, Title> endedTitles = new EnumMap<>(Cause.class);
  private final Map<String, Title> openTitles = new HashMap<>();
  private final Map<String, Title> endedOpenTitles = new HashMap<>();
  private final Map<Case, List<RemedyStep>> steps = new HashMap<>();
  private final Map<String, Text> findings = new HashMap<>();
  private final Map<String, Text> providers = new HashMap<>();

  private Playbook(List<Line> lines) {
    for (PlaybookEntry entry : PlaybookEntry.parse(lines)) {
      switch (entry.kind()) {
        case "provider" -> addProvider(entry);
        case "title" -> addTitle(entry, titles, cause(entry, entry.word(1, 1)));
        case "quiet-title" -> addTitle(entry, quietTitles, cause(entry, entry.word(1, 1)));
        case "ended-title" -> addTitle(entry, endedTitles, cause(entry, entry.word(1, 1)));
        case "open-title" -> addTitle(entry, openTitles, entry.word(1, 1));
        case "ended-open-title" -> addTitle(entry, endedOpenTitles, entry.word(1, 1));
        case "step" -> addStep(entry);
        case "finding" -> addFinding(entry);
        default -> throw entry.head().error("an entry is a provider, a title, a finding or a step");
      }
    }
    requireEveryCause();
  }

  /** The playbook that ships with Todoku, which is read once. */
  public static Playbook load() {
    return Shipped.PLAYBOOK;
  }

  static Playbook of(List<Line> lines) {
    return new Playbook(lines);
  }

  /**
   * What to do, in order: the providers' own steps first.
   *
   * @param providers names of the providers that are concerned, none when it is not about any
   */
  public List<RemedyStep> stepsFor(Cause cause, List<String> providers) {
    Set<RemedyStep> all = new LinkedHashSet<>();
    for (String provider : providers) {
      all.addAll(steps.getOrDefault(new Case(cause, provider), List.of()));
    }
    all.addAll(steps.get(new Case(cause, EVERY_PROVIDER)));
    return List.copyOf(all);
  }

  /** A finding with its text for a person; as it is where the playbook has none. */
  public Evidence.Indication indication(Evidence.Indication finding) {
    Text template = findings.get(finding.id());
    if (template == null) {
      return finding;
    }
    String value = finding.value() == null ? "" : finding.value();
    Text text = new Text(template.ja().replace(VALUE, value), template.en().replace(VALUE, value));
    return new Evidence.Indication(finding.id(), finding.supports(), finding.value(), text);
  }

  /** One line that names the incident. */
  public Text title(Cause cause, Scope scope, Evidence evidence) {
    Text provider = scope.provider() == null ? SEVERAL_PROVIDERS : providerName(scope.provider());
    Title title = titleOf(evidence, openTitles, of(cause, titles));
    return (evidence.failures() == 0 ? quietTitles.getOrDefault(cause, title) : title)
        .fill(provider, scope, evidence);
  }

  /** The title of an incident in its tense: what has ended stands in the past. */
  public Text headline(Alert alert) {
    return alert.state() == Alert.State.RESOLVED
        ? endedTitle(alert.cause(), alert.scope(), alert.evidence())
        : alert.title();
  }

  /** The same of an incident that has ended. */
  public Text endedTitle(Cause cause, Scope scope, Evidence evidence) {
    Text provider = scope.provider() == null ? SEVERAL_PROVIDERS : providerName(scope.provider());
    return titleOf(evidence, endedOpenTitles, of(cause, endedTitles))
        .fill(provider, scope, evidence);
  }

  /** Each cause has one: the playbook is not read without. */
  private static Title of(Cause cause, Map<Cause, Title> titles) {
    Title title = titles.get(cause);
    if (title == null) {
      throw new IllegalStateException("no title of " + cause);
    }
    return title;
  }

  /** Where a finding leaves the cause open, the title does so too. */
  private static Title titleOf(Evidence evidence, Map<String, Title> open, Title decided) {
    return evidence.findings().stream()
        .filter(finding -> !finding.supports())
        .flatMap(finding -> Stream.ofNullable(open.get(finding.id())))
        .findFirst()
        .orElse(decided);
  }

  /**
   * A provider's name as people know it; the name itself when the playbook has no better one, and
   * when it is a filter or relay.
   */
  public Text providerName(String provider) {
    if (HopKey.isHop(provider)) {
      return new Text(HopKey.nameOf(provider), HopKey.nameOf(provider));
    }
    Text known = providers.get(provider);
    return known == null ? new Text(provider, provider) : known;
  }

  /** The providers for which the playbook has a name. */
  Set<String> namedProviders() {
    return Set.copyOf(providers.keySet());
  }

  private void addProvider(PlaybookEntry entry) {
    if (providers.put(entry.word(1, 1), entry.text()) != null) {
      throw entry.head().error("this provider stands here twice");
    }
  }

  private static <K> void addTitle(PlaybookEntry entry, Map<K, Title> titles, K name) {
    Title title = new Title(entry.text());
    if (!title.unknownPlaceholders().isEmpty()) {
      throw entry.head().error("nothing fills " + title.unknownPlaceholders());
    }
    if (titles.put(name, title) != null) {
      throw entry.head().error(name + " has two titles");
    }
  }

  private void addFinding(PlaybookEntry entry) {
    if (findings.put(entry.word(1, 1), entry.text()) != null) {
      throw entry.head().error("this finding stands here twice");
    }
  }

  private void addStep(PlaybookEntry entry) {
    String provider = entry.word(2, 3);
    RemedyStep step = entry.step(entry.word(3, 3));
    if (!provider.equals(EVERY_PROVIDER) && !providers.containsKey(provider)) {
      throw entry.head().error("no provider \"" + provider + "\" stands above");
    }
    Set<Cause> causes = new HashSet<>();
    for (String name : entry.word(1, 3).split(",", -1)) {
      Cause cause = cause(entry, name);
      List<RemedyStep> list =
          steps.computeIfAbsent(new Case(cause, provider), c -> new ArrayList<>());
      if (!causes.add(cause) || list.stream().anyMatch(s -> s.id().equals(step.id()))) {
        throw entry.head().error(cause + " has this step twice");
      }
      list.add(step);
    }
  }

  private static Cause cause(PlaybookEntry entry, String name) {
    try {
      return Cause.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw entry.head().error("there is no cause " + name);
    }
  }

  private void requireEveryCause() {
    for (Cause cause : Cause.values()) {
      boolean isNamed = titles.containsKey(cause) && endedTitles.containsKey(cause);
      if (!isNamed || !steps.containsKey(new Case(cause, EVERY_PROVIDER))) {
        throw new IllegalArgumentException("the playbook lacks titles or steps for " + cause);
      }
    }
  }
}
