package dev.todoku.web;

import dev.todoku.kafka.TopicSetup;
import dev.todoku.schema.Address;
import dev.todoku.streams.FutureLimit;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Takes what webhooks post and writes it to the input topics. Says 202 when Kafka has it; without
 * one it is to be posted again, and what comes twice counts once.
 */
final class IntakeRoute {
  private final IntakeBody body;
  private final BodyReader bodies = new BodyReader(TopicSetup.LARGEST_INPUT, System::nanoTime);
  private final IntakeWriter writer;
  private final AuditTrail audit;

  IntakeRoute(Address addresses, FutureLimit future, IntakeWriter writer, AuditTrail audit) {
    this.audit = audit;
    this.body = new IntakeBody(addresses, future);
    this.writer = writer;
  }

  void post(Context ctx) throws InterruptedException {
    writer.requireKafka();
    byte[] posted =
        ContentCoding.content(
            bodies.read(ctx.bodyInputStream(), ctx.contentLength()),
            ctx.header("Content-Encoding"),
            TopicSetup.LARGEST_INPUT);
    if (posted.length == 0) {
      throw RequestRefusedException.badRequest("the body is empty");
    }
    List<ProducerRecord<byte[], byte[]>> records =
        body.records(
            ctx.pathParam("format"), posted, ctx.queryParam("host"), System.currentTimeMillis());
    if (records.isEmpty()) {
      throw RequestRefusedException.badRequest("the body is empty");
    }
    boolean isChange = AccessRole.of(ctx.path()) == AccessRole.OPERATE;
    writer.write(isChange ? audit.with(ctx, records) : records);
    ctx.status(202);
    Reply.json(ctx, Map.of("accepted", records.size()));
  }
}
