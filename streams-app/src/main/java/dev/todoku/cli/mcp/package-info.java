/** {@code todoku mcp}: answers an assistant's questions about mail, and changes nothing. */
package dev.todoku.cli.mcp;
