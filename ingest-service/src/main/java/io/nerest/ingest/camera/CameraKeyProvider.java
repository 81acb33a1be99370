package io.nerest.ingest.camera;

import io.nerest.service.access.Roles;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Identifies the stream of a camera's key. */
@ApplicationScoped
class CameraKeyProvider implements IdentityProvider<CameraKeyRequest> {
    private final CameraKeyService keys;

    CameraKeyProvider(CameraKeyService keys) {
        this.keys = keys;
    }

    @Override
    public Class<CameraKeyRequest> getRequestType() {
        return CameraKeyRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(CameraKeyRequest request, AuthenticationRequestContext context) {
        return context.runBlocking(() -> keys.streamOf(request.key())
                .map(CameraKeyProvider::camera)
                .orElseThrow(AuthenticationFailedException::new));
    }

    private static SecurityIdentity camera(String streamId) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal("camera of " + streamId))
                .addRole(Roles.CAMERA)
                .addAttribute(CameraUploads.STREAM, streamId)
                .build();
    }
}
