package dev.todoku.bench.worlds;

/**
 * Mail of one From domain over one source IP to one recipient domain.
 *
 * @param perHour single mails an hour, on average over the week
 */
record SenderRoute(String sourceIp, String fromDomain, String recipientDomain, double perHour) {}
