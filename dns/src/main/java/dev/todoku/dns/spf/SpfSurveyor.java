package dev.todoku.dns.spf;

import dev.todoku.dns.Dns;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Walks through a record and all that it includes, without an address. */
public final class SpfSurveyor {
  /** Where to stop counting: records that include each other have no end. */
  private static final int ENOUGH = 50;

  private final Dns dns;
  private final Map<String, Integer> lookups = new LinkedHashMap<>();
  private int total;
  private boolean usesPtr;
  private @Nullable SpfResult all;

  private SpfSurveyor(Dns dns) {
    this.dns = dns;
  }

  /** Surveys the record of {@code domain}. Waits for the DNS. */
  public static SpfSurvey survey(Dns dns, String domain) {
    return new SpfSurveyor(dns).run(domain);
  }

  private SpfSurvey run(String domain) {
    String text = null;
    try {
      text = PublishedSpf.record(dns, domain);
      if (text != null) {
        top(SpfRecord.parse(text));
      }
      return result(text, null, false);
    } catch (SpfException e) {
      return result(text, e.getMessage(), e.result() == SpfResult.TEMPERROR);
    }
  }

  private SpfSurvey result(@Nullable String text, @Nullable String problem, boolean isTemporary) {
    return new SpfSurvey(
        text, Collections.unmodifiableMap(lookups), all, usesPtr, problem, isTemporary);
  }

  private void top(SpfRecord record) {
    all = all(record);
    for (Term.Mechanism mechanism : record.mechanisms()) {
      countTop(mechanism);
      if (mechanism instanceof Term.All) {
        return;
      }
    }
    if (record.redirect() != null) {
      countTop(record.redirect());
      SpfRecord target = follow(record.redirect(), record.redirect().domain());
      all = target == null ? null : all(target);
    }
  }

  private void countTop(Term term) {
    int before = total;
    count(term);
    if (total > before) {
      lookups.merge(term.text(), total - before, Integer::sum);
    }
  }

  private void count(Term term) {
    usesPtr |= term instanceof Term.Reverse;
    total += term.looksUp() ? 1 : 0;
    SpfRecord target = null;
    if (term instanceof Term.Include include) {
      target = follow(include, include.domain());
    } else if (term instanceof Term.Redirect redirect) {
      target = follow(redirect, redirect.domain());
    }
    if (target != null) {
      below(target);
    }
  }

  private void below(SpfRecord record) {
    for (Term.Mechanism mechanism : record.mechanisms()) {
      count(mechanism);
      if (mechanism instanceof Term.All) {
        return;
      }
    }
    if (record.redirect() != null) {
      count(record.redirect());
    }
  }

  /** Null where the name depends on who sends, or enough has been counted. */
  private @Nullable SpfRecord follow(Term term, MacroString domain) {
    boolean isFixed = domain.parts().stream().allMatch(MacroString.Literal.class::isInstance);
    if (!isFixed || total > ENOUGH) {
      return null;
    }
    String text = PublishedSpf.record(dns, domain.text());
    if (text == null) {
      throw SpfException.permanent(term.text() + ": there is no record");
    }
    return SpfRecord.parse(text);
  }

  private static @Nullable SpfResult all(SpfRecord record) {
    return record.mechanisms().stream()
        .filter(Term.All.class::isInstance)
        .map(Term.Mechanism::qualifier)
        .findFirst()
        .orElse(null);
  }
}
