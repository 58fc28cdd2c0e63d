package dev.todoku.web;

import java.util.Set;

/**
 * Somebody who may ask.
 *
 * @param name whose token it is, for the log
 * @param hash SHA-256 of the token, in hexadecimal digits
 * @param roles what it may do
 * @param domains whose mail it may see
 */
record AccessToken(String name, String hash, Set<AccessRole> roles, FromDomains domains) {}
