package io.nerest.ingest.camera;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** A request with a camera's key. */
final class CameraKeyRequest extends BaseAuthenticationRequest {
    private final CameraKeyText key;

    CameraKeyRequest(CameraKeyText key) {
        this.key = key;
    }

    CameraKeyText key() {
        return key;
    }
}
