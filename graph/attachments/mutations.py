"""Files that were handed in with `POST /files?name=...&purpose=MATERIAL` become part of something."""

import strawberry

from graph.attachments.types import Attachment
from graph.catalog.types import Need, TechnologyPackage
from graph.competitions.types import Entry
from graph.files.types import StoredFile
from graph.kit.gestures import Gesture, Permission, mutation
from graph.kit.node_ids import uuid_of
from graph.kit.references import node_ref
from graph.organizations.types import Organization
from services.attachments import commands
from services.kit.refusals import NotFound, RuleBroken, Stale


@strawberry.input
class AttachEntryFileInput:
    entry_id: strawberry.ID
    file_id: strawberry.ID
    is_blind: bool = strawberry.field(
        default=False, description="Nothing in it tells who is behind the entry: judges of a blind round may see it."
    )


@strawberry.type
class AttachEntryFileSuccess:
    entry: Entry
    attachment: Attachment


@strawberry.input
class AttachNeedFileInput:
    need_id: strawberry.ID
    file_id: strawberry.ID


@strawberry.type
class AttachNeedFileSuccess:
    need: Need
    attachment: Attachment


@strawberry.input
class AttachPackageFileInput:
    technology_package_id: strawberry.ID
    file_id: strawberry.ID


@strawberry.type
class AttachPackageFileSuccess:
    technology_package: TechnologyPackage
    attachment: Attachment


@strawberry.input
class AttachOrganizationFileInput:
    organization_id: strawberry.ID
    file_id: strawberry.ID


@strawberry.type
class AttachOrganizationFileSuccess:
    organization: Organization
    attachment: Attachment


@strawberry.input
class EditAttachmentInput:
    attachment_id: strawberry.ID
    version: int
    is_blind: bool


@strawberry.type
class EditAttachmentSuccess:
    attachment: Attachment


@strawberry.input
class RemoveAttachmentInput:
    attachment_id: strawberry.ID
    version: int


@strawberry.type
class RemoveAttachmentSuccess:
    removed_id: strawberry.ID


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound, RuleBroken], description="Add to an entry's materials.")
async def attach_entry_file(gesture: Gesture, input: AttachEntryFileInput) -> AttachEntryFileSuccess:  # noqa: A002 - the API's word
    entry_id, file_id = uuid_of(Entry, input.entry_id, "entryId"), uuid_of(StoredFile, input.file_id, "fileId")
    made = await commands.attach_entry_file(gesture.tx, gesture.actor, entry_id, file_id, is_blind=input.is_blind)
    return AttachEntryFileSuccess(entry=node_ref(Entry, entry_id), attachment=node_ref(Attachment, made.id))


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound, RuleBroken],
    description="Show a file to whoever may read the need whole.",
)
async def attach_need_file(gesture: Gesture, input: AttachNeedFileInput) -> AttachNeedFileSuccess:  # noqa: A002 - the API's word
    need_id, file_id = uuid_of(Need, input.need_id, "needId"), uuid_of(StoredFile, input.file_id, "fileId")
    made = await commands.attach_need_file(gesture.tx, gesture.actor, need_id, file_id)
    return AttachNeedFileSuccess(need=node_ref(Need, need_id), attachment=node_ref(Attachment, made.id))


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound, RuleBroken],
    description="Show a file to whoever may read the package whole.",
)
async def attach_package_file(gesture: Gesture, input: AttachPackageFileInput) -> AttachPackageFileSuccess:  # noqa: A002 - the API's word
    package_id = uuid_of(TechnologyPackage, input.technology_package_id, "technologyPackageId")
    file_id = uuid_of(StoredFile, input.file_id, "fileId")
    made = await commands.attach_package_file(gesture.tx, gesture.actor, package_id, file_id)
    return AttachPackageFileSuccess(
        technology_package=node_ref(TechnologyPackage, package_id), attachment=node_ref(Attachment, made.id)
    )


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound, RuleBroken],
    description="Keep a paper with an organization; its people and its zone see it.",
)
async def attach_organization_file(
    gesture: Gesture,
    input: AttachOrganizationFileInput,  # noqa: A002 - the API's word
) -> AttachOrganizationFileSuccess:
    organization_id = uuid_of(Organization, input.organization_id, "organizationId")
    file_id = uuid_of(StoredFile, input.file_id, "fileId")
    made = await commands.attach_organization_file(gesture.tx, gesture.actor, organization_id, file_id)
    return AttachOrganizationFileSuccess(
        organization=node_ref(Organization, organization_id), attachment=node_ref(Attachment, made.id)
    )


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound, Stale, RuleBroken],
    description="Say whether judges of a blind round may see a file of an entry.",
)
async def edit_attachment(gesture: Gesture, input: EditAttachmentInput) -> EditAttachmentSuccess:  # noqa: A002 - the API's word
    key = uuid_of(Attachment, input.attachment_id, "attachmentId")
    await commands.edit_attachment(gesture.tx, gesture.actor, key, input.version, is_blind=input.is_blind)
    return EditAttachmentSuccess(attachment=node_ref(Attachment, key))


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound, Stale], description="Take a file off; it is gone then.")
async def remove_attachment(gesture: Gesture, input: RemoveAttachmentInput) -> RemoveAttachmentSuccess:  # noqa: A002 - the API's word
    key = uuid_of(Attachment, input.attachment_id, "attachmentId")
    await commands.remove_attachment(gesture.tx, gesture.actor, key, input.version)
    return RemoveAttachmentSuccess(removed_id=input.attachment_id)
