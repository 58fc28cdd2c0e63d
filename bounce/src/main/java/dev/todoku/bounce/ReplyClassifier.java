package dev.todoku.bounce;

/** Says why a server refused. */
@FunctionalInterface
public interface ReplyClassifier {
  /** What {@code refusal} means; its reason is UNDEFINED when the reply names none. */
  BounceDiagnosis classify(RefusedReply refusal);
}
