package dev.todoku.web;

import dev.todoku.intake.webhook.SignedRequest;
import dev.todoku.intake.webhook.UnavailableException;
import dev.todoku.intake.webhook.WebhookSource;
import dev.todoku.intake.webhook.WebhookSources;
import dev.todoku.kafka.TopicSetup;
import dev.todoku.schema.Topics;
import io.javalin.http.Context;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The door for the webhooks of mail services. A request is checked on the bytes of its content,
 * gzip unpacked, and kept so; what it means is read in the stream. 200 says that Kafka has it.
 */
final class ReportRoute {
  /** What the stream needs of the request beside its body. */
  private static final List<String> KEPT_HEADERS = List.of("content-type", "svix-id");

  private final WebhookSources sources;
  private final IntakeWriter writer;
  private final MeterRegistry meters;
  private final BodyReader bodies = new BodyReader(TopicSetup.LARGEST_INPUT, System::nanoTime);

  ReportRoute(WebhookSources sources, IntakeWriter writer, MeterRegistry meters) {
    this.sources = sources;
    this.writer = writer;
    this.meters = meters;
  }

  /** Some services look whether the address answers before they post. */
  void probe(Context ctx) {
    source(ctx);
    ctx.status(200);
  }

  void post(Context ctx) throws InterruptedException {
    WebhookSource source = source(ctx);
    SignedRequest request;
    try {
      writer.requireKafka();
      byte[] body =
          ContentCoding.content(
              bodies.read(ctx.bodyInputStream(), ctx.contentLength()),
              ctx.header("Content-Encoding"),
              TopicSetup.LARGEST_INPUT);
      request = request(ctx, body);
      requireGenuine(source, request);
      if (body.length > 0) {
        writer.write(List.of(record(source, body, ctx)));
      }
    } catch (RequestRefusedException e) {
      throw e.status() == 503
          ? new RequestRefusedException(source.format().unavailableStatus(), e.getMessage())
          : e;
    }
    counter(source, "accepted").increment();
    ctx.status(200);
    Reply.json(ctx, source.format().answer(request.headers(), request.now()));
  }

  private WebhookSource source(Context ctx) {
    String sender = ctx.pathParam("sender");
    return sources
        .find(sender, ctx.pathParam("source"))
        .orElseThrow(
            () ->
                RequestRefusedException.notFound(
                    "there is no such source; name it in " + WebhookSources.LIST));
  }

  private void requireGenuine(WebhookSource source, SignedRequest request) {
    Optional<String> refusal;
    try {
      refusal = source.refusal(request);
    } catch (UnavailableException e) {
      throw new RequestRefusedException(503, e.getMessage());
    }
    if (refusal.isPresent()) {
      counter(source, "refused").increment();
      throw new RequestRefusedException(401, "the request " + refusal.get());
    }
  }

  private static SignedRequest request(Context ctx, byte[] body) {
    return new SignedRequest(body, ctx.headerMap(), ctx.queryParam("token"), Instant.now());
  }

  private static ProducerRecord<byte[], byte[]> record(
      WebhookSource source, byte[] body, Context ctx) {
    RecordHeaders headers = new RecordHeaders();
    for (String name : KEPT_HEADERS) {
      String value = ctx.header(name);
      if (value != null) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
      }
    }
    return new ProducerRecord<>(
        Topics.RAW_REPORTS.name(),
        null,
        System.currentTimeMillis(),
        source.id().getBytes(StandardCharsets.UTF_8),
        source.kept(body),
        headers);
  }

  private Counter counter(WebhookSource source, String fate) {
    return Counter.builder("todoku.report.requests")
        .description("Requests of mail services, by what became of them at the door")
        .tag("sender", source.format().name())
        .tag("source", source.name())
        .tag("fate", fate)
        .register(meters);
  }
}
