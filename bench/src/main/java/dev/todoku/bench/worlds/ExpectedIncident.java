package dev.todoku.bench.worlds;

import dev.todoku.schema.Cause;
import dev.todoku.schema.Scope;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What should be reported.
 *
 * @param causes any of these is right
 * @param scope null where any is right
 * @param from begin of the trouble, event time
 * @param until its end
 */
record ExpectedIncident(Set<Cause> causes, @Nullable Scope scope, long from, long until) {}
