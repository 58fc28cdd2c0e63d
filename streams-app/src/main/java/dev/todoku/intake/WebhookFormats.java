package dev.todoku.intake;

import dev.todoku.intake.blastengine.BlastengineFormat;
import dev.todoku.intake.brevo.BrevoFormat;
import dev.todoku.intake.cmc.CustomersMailCloudFormat;
import dev.todoku.intake.halon.HalonFormat;
import dev.todoku.intake.haraka.HarakaFormat;
import dev.todoku.intake.kumomta.KumoMtaFormat;
import dev.todoku.intake.mailersend.MailerSendFormat;
import dev.todoku.intake.mailgun.MailgunFormat;
import dev.todoku.intake.mailjet.MailjetFormat;
import dev.todoku.intake.mailtrap.MailtrapFormat;
import dev.todoku.intake.mandrill.MandrillFormat;
import dev.todoku.intake.postal.PostalFormat;
import dev.todoku.intake.postmark.PostmarkFormat;
import dev.todoku.intake.resend.ResendFormat;
import dev.todoku.intake.sender.json.WebhookFormat;
import dev.todoku.intake.sendgrid.SendGridFormat;
import dev.todoku.intake.ses.SesFormat;
import dev.todoku.intake.sparkpost.SparkPostFormat;
import dev.todoku.intake.stalwart.StalwartFormat;
import java.util.List;
import java.util.Optional;

/** The formats in which mail services report. A new one is its folder and a line here. */
public final class WebhookFormats {
  /** Where two could recognise a body, the first does. */
  public static final List<WebhookFormat> ALL =
      List.of(
          new SesFormat(),
          new SendGridFormat(),
          new BrevoFormat(),
          new MailjetFormat(),
          new PostmarkFormat(),
          new SparkPostFormat(),
          new MandrillFormat(),
          new ResendFormat(),
          new PostalFormat(),
          new KumoMtaFormat(),
          new CustomersMailCloudFormat(),
          new BlastengineFormat(),
          new MailerSendFormat(),
          new MailtrapFormat(),
          new StalwartFormat(),
          new HalonFormat(),
          new HarakaFormat(),
          new MailgunFormat());

  private WebhookFormats() {}

  /** The format called {@code name}; empty when there is none. */
  public static Optional<WebhookFormat> named(String name) {
    return ALL.stream().filter(format -> format.name().equals(name)).findFirst();
  }
}
