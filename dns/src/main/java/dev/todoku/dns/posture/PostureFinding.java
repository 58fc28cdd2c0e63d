package dev.todoku.dns.posture;

import dev.todoku.schema.PostureFact.Level;
import dev.todoku.schema.Text;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was looked at.
 *
 * @param kind what it is
 * @param level how bad
 * @param asked the question, as in {@code TXT example.jp}
 * @param answered what the DNS said; for a person, may be long; null when nobody asked
 * @param rfc the section that demands it
 * @param text what it means
 * @param fix what to do, null when there is nothing to do
 * @param publish the very record to publish, null when there is none
 */
public record PostureFinding(
    FindingKind kind,
    Level level,
    String asked,
    @Nullable String answered,
    String rfc,
    Text text,
    @Nullable Text fix,
    @Nullable String publish) {}
