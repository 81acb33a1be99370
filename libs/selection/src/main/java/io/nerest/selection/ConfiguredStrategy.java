package io.nerest.selection;

/** A strategy and its shared settings, as read from one map of settings. */
public record ConfiguredStrategy(Strategy strategy, SharedSettings settings) {

    /** Whether a model must have scored the frames before this strategy can select. */
    public boolean needsScores() {
        return strategy.needs().scores()
                || settings.classBalance()
                || needsEmbeddings()
                || settings.emptyFrames().policy() == EmptyFrames.Policy.EXCLUDE
                || settings.emptyFrames().policy() == EmptyFrames.Policy.QUOTA;
    }

    /** Whether candidates must have embeddings, and the same model must have scored the labelled frames too. */
    public boolean needsEmbeddings() {
        return strategy.needs().embeddings() || settings.nearDuplicate() > 0;
    }

    /** Whether the labelled frames are read, as what a batch should differ from. */
    public boolean needsReferences() {
        return needsEmbeddings();
    }
}
