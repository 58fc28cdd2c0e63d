package dev.todoku.dns.spf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.dns.FakeDns;
import dev.todoku.dns.RecordType;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpfSurveyorTest {
  @Test
  void shouldTellWhatEachTermTakesWithAllThatItIncludes() {
    FakeDns dns =
        new FakeDns()
            .txt("a.test", "v=spf1 ip4:192.0.2.1 include:b.test mx -all")
            .txt("b.test", "v=spf1 include:c.test a exists:%{i}.x.test ~all")
            .txt("c.test", "v=spf1 ptr redirect=d.test")
            .txt("d.test", "v=spf1 a -all mx");
    SpfSurvey survey = SpfSurveyor.survey(dns, "a.test");
    assertThat(survey.lookups()).isEqualTo(Map.of("include:b.test", 7, "mx", 1));
    assertThat(survey.breakdown()).isEqualTo("include:b.test 7, mx 1");
    assertThat(survey.total()).isEqualTo(8);
    assertThat(survey.usesPtr()).isTrue();
    assertThat(survey.all()).isEqualTo(SpfResult.FAIL);
    assertThat(survey.problem()).isNull();
  }

  @Test
  void shouldStopCountingWhereRecordsIncludeEachOther() {
    FakeDns dns =
        new FakeDns().txt("a.test", "v=spf1 include:b.test").txt("b.test", "v=spf1 include:a.test");
    assertThat(SpfSurveyor.survey(dns, "a.test").total()).isBetween(11, 60);
  }

  @Test
  void shouldFindTheEndBehindARedirect() {
    FakeDns dns =
        new FakeDns().txt("a.test", "v=spf1 redirect=b.test").txt("b.test", "v=spf1 a ?all");
    SpfSurvey survey = SpfSurveyor.survey(dns, "a.test");
    assertThat(survey.all()).isEqualTo(SpfResult.NEUTRAL);
    assertThat(survey.total()).isEqualTo(2);
  }

  @Test
  void shouldTellMistakesFromSilence() {
    FakeDns dns =
        new FakeDns()
            .txt("wrong.test", "v=spf1 include:gone.test -all")
            .txt("twice.test", "v=spf1 -all")
            .txt("twice.test", "v=spf1 mx -all")
            .failing("silent.test", RecordType.TXT);
    assertThat(SpfSurveyor.survey(dns, "wrong.test").problem())
        .isEqualTo("include:gone.test: there is no record");
    assertThat(SpfSurveyor.survey(dns, "twice.test").problem())
        .isEqualTo("twice.test publishes 2 SPF records");
    assertThat(SpfSurveyor.survey(dns, "silent.test").isTemporary()).isTrue();
    assertThat(SpfSurveyor.survey(dns, "none.test").record()).isNull();
  }
}
