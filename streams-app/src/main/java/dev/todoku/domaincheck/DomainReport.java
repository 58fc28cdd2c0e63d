package dev.todoku.domaincheck;

import dev.todoku.dns.posture.PostureFinding;
import dev.todoku.dns.posture.PostureRequest;
import dev.todoku.dns.route.MailRoute;
import java.util.List;

/**
 * What a check found.
 *
 * @param request what was looked at
 * @param route where mail to the domain goes
 * @param meant domains that may be meant, where the domain leads nowhere
 * @param findings in the order in which a person would look
 */
public record DomainReport(
    PostureRequest request, MailRoute route, List<String> meant, List<PostureFinding> findings) {}
