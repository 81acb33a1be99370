package io.nerest.selection;

/** A strategy and its shared settings, as read from one map of settings. */
public record ConfiguredStrategy(Strategy strategy, SharedSettings settings) {

    /** Whether a model must have scored the frames before this strategy can select. */
    public boolean needsScores() {
        return strategy.needsScores()
                || strategy.models() > 1
                || settings.classBalance()
                || needsEmbeddings()
                || settings.emptyFrames().policy() == EmptyFrames.Policy.EXCLUDE
                || settings.emptyFrames().policy() == EmptyFrames.Policy.QUOTA;
    }

    /** Whether candidates must have embeddings. */
    public boolean needsEmbeddings() {
        return strategy.needsEmbeddings() || settings.nearDuplicate() > 0;
    }

    /** Whether the same model must have scored the labelled frames too. */
    public boolean needsReferences() {
        return needsEmbeddings();
    }
}
