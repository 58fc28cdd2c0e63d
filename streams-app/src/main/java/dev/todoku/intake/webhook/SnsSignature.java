package dev.todoku.intake.webhook;

import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.Optional;
import java.util.Set;

/**
 * Amazon SNS: RSA over some fields, SHA-1 or SHA-256 by its version, with a certificate of
 * Amazon's. Only configured topics are let in. No replay window: SNS repeats for as long as the
 * topic's policy says, and what comes twice counts once.
 */
public final class SnsSignature implements Verifier {
  private final Set<String> topics;
  private final SnsCertificates certificates;
  private final SnsConfirmation confirmation;

  /**
   * The signature of some topics.
   *
   * @param topics their ARNs
   * @param confirmation of a subscription to one of them, once its request has been checked
   */
  public SnsSignature(
      Set<String> topics, SnsCertificates certificates, SnsConfirmation confirmation) {
    this.topics = Set.copyOf(topics);
    this.certificates = certificates;
    this.confirmation = confirmation;
  }

  @Override
  public Optional<String> refusal(SignedRequest request) {
    Optional<SnsMessage> envelope = SnsMessage.of(request.body());
    if (envelope.isEmpty()) {
      return Optional.of(
          "is no signed SNS message: switch off raw message delivery of the subscription");
    }
    SnsMessage message = envelope.get();
    if (!topics.contains(message.field("TopicArn"))) {
      return Optional.of("is of a topic that is not configured");
    }
    String algorithm =
        switch (message.field("SignatureVersion")) {
          case "1" -> "SHA1withRSA";
          case "2" -> "SHA256withRSA";
          default -> "";
        };
    Optional<URI> certificate = SnsHosts.certificate(message.field("SigningCertURL"));
    if (algorithm.isEmpty() || certificate.isEmpty()) {
      return Optional.of("names a signature version or a certificate that is not Amazon's");
    }
    return refusal(message, algorithm, certificate.get(), request);
  }

  private Optional<String> refusal(
      SnsMessage message, String algorithm, URI certificate, SignedRequest request) {
    try {
      PublicKey key = certificates.key(certificate, request.now());
      if (!Secrets.isSigned(algorithm, key, message.signedText(), message.field("Signature"))) {
        return Optional.of("has a signature that is not that of the certificate");
      }
      return message.isConfirmation() ? confirm(message) : Optional.empty();
    } catch (GeneralSecurityException e) {
      return Optional.of("has a certificate that is not to be trusted: " + e.getMessage());
    } catch (IOException e) {
      throw new UnavailableException("Amazon does not answer: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("stopping", e);
    }
  }

  private Optional<String> confirm(SnsMessage message) throws IOException, InterruptedException {
    Optional<URI> url =
        SnsHosts.confirmation(message.field("SubscribeURL"), message.field("TopicArn"));
    if (url.isEmpty()) {
      return Optional.of("asks to confirm at an address that is not Amazon's");
    }
    confirmation.confirm(url.get());
    return Optional.empty();
  }
}
