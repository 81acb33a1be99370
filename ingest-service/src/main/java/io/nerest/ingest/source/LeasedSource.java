package io.nerest.ingest.source;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * A source that this pod reads.
 *
 * @param url with credentials; empty for files and folders, and if the credentials cannot be decrypted
 * @param token of the lease
 * @param status when the lease began
 */
record LeasedSource(String streamId, SourceRequest request, Optional<String> url, long token, SourceStatus status) {

    static LeasedSource of(SourceEntity stored, CredentialCipher cipher) {
        SourceRequest request = stored.request();
        Optional<String> url = stored.secret == null
                ? Optional.ofNullable(request.url())
                : cipher.decrypt(stored.streamId, stored.secret);
        return new LeasedSource(stored.streamId, request, url, stored.token, stored.status());
    }

    boolean isCamera() {
        return request.url() != null;
    }

    ZoneId zone() {
        return request.timeZone() == null ? ZoneOffset.UTC : DailySchedule.zone(request.timeZone());
    }

    DailySchedule schedule() {
        return DailySchedule.parse(request.schedule() == null ? List.of() : request.schedule(), zone());
    }

    String sampling() {
        return request.sampling() == null ? io.nerest.video.sampling.SamplingRule.DEFAULT.text() : request.sampling();
    }
}
