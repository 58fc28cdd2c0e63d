package dev.todoku.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Bounce;
import dev.todoku.schema.Deferral;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.ProviderHealth;
import dev.todoku.schema.Send;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which address a log says a server sent from, and what stands there where it does not say. */
class LogSourceAddressTest {
  private static final long AT = Instant.parse("2026-11-20T10:00:10Z").toEpochMilli();
  private static final String IP = "198.51.100.20";
  private static final String OTHER_IP = "2001:db8::20";

  @TempDir private Path dir;
  private TopologyTestDriver driver;
  private TestInputTopic<byte[], byte[]> logs;

  private void open(Map<String, String> sourceIps) {
    driver = TestDriver.open(dir.resolve("state"), TestSettings.of(1, sourceIps));
    logs =
        driver.createInputTopic(
            Topics.RAW_LOGS.name(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void whatFailsInAConnectionHasTheAddressThatItWasMadeFrom() {
    open(Map.of());
    arrive(1);
    attempt(1, "=>", 1, "H=mx.firm.example [192.0.2.9] I=[" + IP + "] C=\"250 OK\"");
    arrive(2);
    attempt(
        2,
        "**",
        2,
        "H=mx.firm.example [192.0.2.9] I=["
            + IP
            + "] X=TLS1.3:x:256 CV=yes DT=1s: SMTP error from remote mail server after end of data:"
            + " 550 5.7.1 blocked");
    arrive(3);
    attempt(
        3,
        "==",
        3,
        "defer (-46) H=mx.firm.example [192.0.2.9] I=["
            + OTHER_IP
            + "]:4444: SMTP error from remote mail server after end of data: 421 4.7.0 later");
    arrive(4);
    attempt(
        4,
        "==",
        4,
        "H=mx.firm.example [192.0.2.9] I=["
            + IP
            + "]:40004 defer (-18): Remote host closed connection in response to MAIL FROM");
    TestDriver.silence(driver, TestDriver.QUIET);
    assertThat(attemptSources()).containsExactly(IP, OTHER_IP, IP);
    assertThat(bounceSources()).containsExactly(IP);
    assertThat(outcomeSources()).contains(IP, OTHER_IP);
    assertThat(healthSources()).containsOnly(IP, OTHER_IP);
  }

  @Test
  void anAttemptWithoutAConnectionMakesNoAddressOutOfTheHostsName() {
    open(Map.of());
    arrive(1);
    attempt(1, "=>", 1, "H=mx.firm.example [192.0.2.9] I=[" + IP + "] C=\"250 OK\"");
    arrive(2);
    attempt(2, "==", 2, "H=mx.firm.example [192.0.2.9] defer (111): Connection refused");
    arrive(3);
    attempt(3, "**", 3, "H=mx.firm.example [192.0.2.9]: retry timeout exceeded");
    arrive(4);
    attempt(4, "**", 4, ": Unrouteable address");
    TestDriver.silence(driver, TestDriver.QUIET);
    assertThat(attemptSources()).containsExactly(IP, null);
    assertThat(bounceSources()).containsExactly(null, null);
    assertThat(sendSources()).containsExactly(IP, null, null, null);
    assertThat(healthSources()).containsOnly(IP, "unknown");
  }

  @Test
  void theAddressOfAnEarlierAttemptIsNotTakenForALaterOne() {
    open(Map.of());
    arrive(1);
    attempt(
        1,
        "==",
        1,
        "defer (-44) H=mx.firm.example [192.0.2.9] I=["
            + IP
            + "]: SMTP error from remote mail server after RCPT TO:<p1@firm.example>: 451 later");
    attempt(1, "==", 2, "H=mx2.firm.example [192.0.2.10] defer (110): Connection timed out");
    TestDriver.silence(driver, TestDriver.QUIET);
    assertThat(attemptSources()).containsExactly(IP, null);
  }

  @Test
  void aLogThatStatesNoAddressGoesByTheNameOfItsHost() {
    open(Map.of());
    arrive(1);
    attempt(1, "=>", 1, "H=mx.firm.example [192.0.2.9] C=\"250 OK\"");
    arrive(2);
    attempt(2, "==", 2, "H=mx.firm.example [192.0.2.9] defer (111): Connection refused");
    TestDriver.silence(driver, TestDriver.QUIET);
    assertThat(attemptSources()).containsExactly("mx1", "mx1");
    assertThat(sendSources()).containsOnly("mx1");
  }

  @Test
  void theSettingNamesTheAddressOfAllThatAHostSends() {
    open(Map.of("mx1", "203.0.113.77"));
    arrive(1);
    attempt(1, "=>", 1, "H=mx.firm.example [192.0.2.9] I=[10.0.0.5] C=\"250 OK\"");
    arrive(2);
    attempt(2, "==", 2, "H=mx.firm.example [192.0.2.9] defer (111): Connection refused");
    TestDriver.silence(driver, TestDriver.QUIET);
    assertThat(attemptSources()).containsExactly("203.0.113.77", "203.0.113.77");
  }

  @Test
  void whatOneServersLogStatesSaysNothingOfAnother() {
    open(Map.of());
    arrive(1);
    attempt(1, "=>", 1, "H=mx.firm.example [192.0.2.9] I=[" + IP + "] C=\"250 OK\"");
    pipe(
        "exim/mx2",
        "2026-11-20 10:00:02 +0000 1sAbCd-0000Zz-0X <= app@shop.example S=900 id=z@shop.example"
            + " for pz@firm.example");
    pipe(
        "exim/mx2",
        "2026-11-20 10:00:02 +0000 1sAbCd-0000Zz-0X == pz@firm.example R=dnslookup T=remote_smtp"
            + " H=mx.firm.example [192.0.2.9] defer (111): Connection refused");
    TestDriver.silence(driver, TestDriver.QUIET);
    assertThat(attemptSources()).containsExactly(IP, "mx2");
  }

  @Test
  void aRecordOfPowerMtaWithoutAnAddressMakesNoneOutOfTheHostsName() {
    open(Map.of());
    pipe(
        "powermta/pmta1",
        "type,timeLogged,rcpt,dsnStatus,dsnDiag,bounceCat,envId,dlvSourceIp",
        "d,1795168801,a@firm.example,2.0.0 (success),smtp;250 OK,success,e1," + IP,
        "b,1795168802,b@firm.example,4.4.7 (delivery time expired),,message-expired,e2,");
    TestDriver.silence(driver, TestDriver.QUIET);
    assertThat(attemptSources()).containsExactly(IP);
    assertThat(bounceSources()).containsExactly((String) null);
  }

  private void arrive(int message) {
    pipe(
        "exim/mx1",
        stamp(message)
            + " <= app@shop.example U=www P=local S=900 id=m"
            + message
            + "@shop.example for p"
            + message
            + "@firm.example");
  }

  private void attempt(int message, String flag, int seconds, String fields) {
    pipe(
        "exim/mx1",
        "2026-11-20 10:00:0"
            + seconds
            + " +0000 1sAbCd-0000A"
            + message
            + "-0X "
            + flag
            + " p"
            + message
            + "@firm.example R=dnslookup T=remote_smtp "
            + fields);
  }

  private static String stamp(int message) {
    return "2026-11-20 10:00:00 +0000 1sAbCd-0000A" + message + "-0X";
  }

  private void pipe(String key, String... lines) {
    for (String line : lines) {
      logs.pipeInput(key.getBytes(UTF_8), line.getBytes(UTF_8), AT);
    }
  }

  private List<String> attemptSources() {
    return all(Topics.DELIVERIES).stream()
        .map(event -> event instanceof Delivery one ? one.origin() : ((Deferral) event).origin())
        .map(origin -> origin.sourceIp())
        .toList();
  }

  private List<String> bounceSources() {
    return all(Topics.BOUNCES).stream()
        .map(Bounce::origin)
        .map(origin -> origin.sourceIp())
        .toList();
  }

  private List<String> sendSources() {
    return all(Topics.SENDS).stream().map(Send::origin).map(origin -> origin.sourceIp()).toList();
  }

  private List<String> outcomeSources() {
    return all(Topics.OUTCOMES).stream()
        .map(Outcome::origin)
        .map(origin -> origin.sourceIp())
        .distinct()
        .toList();
  }

  private List<String> healthSources() {
    return all(Topics.PROVIDER_HEALTH).stream().map(ProviderHealth::sourceIp).distinct().toList();
  }

  private <T> List<T> all(Topic<String, T> topic) {
    return driver
        .createOutputTopic(
            topic.name(), topic.keySerde().deserializer(), topic.valueSerde().deserializer())
        .readValuesToList();
  }
}
