package io.nerest.scoring.model;

/** The result of one attempt to load the next model. */
sealed interface LoadResult {

    /** Calls the method of the handler for this result. */
    void dispatch(Handler handler) throws InterruptedException;

    /** Handles every kind of result. */
    interface Handler {
        void loaded(Loaded result) throws InterruptedException;

        void rejected(Rejected result);

        void failed(Failed result) throws InterruptedException;
    }

    /** The model is loaded and warmed up. */
    record Loaded(ModelCache.Lease lease) implements LoadResult {
        @Override
        public void dispatch(Handler handler) throws InterruptedException {
            handler.loaded(this);
        }
    }

    /** The model can never be loaded. */
    record Rejected(ModelHistory.Next next, String reason, Throwable cause) implements LoadResult {
        @Override
        public void dispatch(Handler handler) {
            handler.rejected(this);
        }
    }

    /** The attempt failed, and a later one may succeed. */
    record Failed(ModelHistory.Next next, Throwable cause) implements LoadResult {
        @Override
        public void dispatch(Handler handler) throws InterruptedException {
            handler.failed(this);
        }
    }
}
