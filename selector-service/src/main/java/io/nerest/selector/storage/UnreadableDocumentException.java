package io.nerest.selector.storage;

/** A stored JSON document that this version cannot read; the message names the document and the field. */
public final class UnreadableDocumentException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnreadableDocumentException(String message, Throwable cause) {
        super(message, cause);
    }
}
