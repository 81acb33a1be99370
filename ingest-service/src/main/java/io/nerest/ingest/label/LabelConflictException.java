package io.nerest.ingest.label;

/** A label was made from a revision that is no longer the newest. Nothing was stored. */
final class LabelConflictException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient LabelView newest;

    /** @param newest the label that was stored meanwhile */
    LabelConflictException(int baseRevision, LabelView newest) {
        super("'baseRevision' is " + baseRevision + ", but the newest revision is " + newest.revision() + " by '"
                + newest.author() + "'; read it, and send the label again with its revision as 'baseRevision'");
        this.newest = newest;
    }

    LabelView newest() {
        return newest;
    }
}
