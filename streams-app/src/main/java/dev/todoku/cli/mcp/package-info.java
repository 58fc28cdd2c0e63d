/** {@code todoku mcp}: answers an assistant's questions about mail, and changes nothing. */
@NullMarked
package dev.todoku.cli.mcp;

import org.jspecify.annotations.NullMarked;
