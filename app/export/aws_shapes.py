"""The draw.io shape of every icon: draw.io's own AWS shapes in the colours of the icons."""

import re
from typing import Final

from app.diagram.icons import ICONS

RENAMED: Final = {
    "alb": "application_load_balancer",
    "auto_scaling_group": "group_auto_scaling_group",
    "aws_account_group": "group_account",
    "aws_cloud_group": "group_aws_cloud_alt",
    "aws_cloud_group_dark": "group_aws_cloud_alt",
    "cdk": "cloud_development_kit",
    "cloudwatch_alarm": "alarm",
    "corporate_data_center_group": "group_corporate_data_center",
    "dms": "database_migration_service",
    "documentdb": "documentdb_with_mongodb_compatibility",
    "ebs": "elastic_block_store",
    "ec2_auto_scaling": "auto_scaling2",
    "efs": "elastic_file_system",
    "firehose": "kinesis_data_firehose",
    "iam": "identity_and_access_management",
    "iam_identity_center": "single_sign_on",
    "ivs": "interactive_video",
    "kms": "key_management_service",
    "managed_flink": "managed_service_for_apache_flink",
    "managed_grafana": "managed_service_for_grafana",
    "managed_prometheus": "managed_service_for_prometheus",
    "mediaconvert": "elemental_mediaconvert",
    "medialive": "elemental_medialive",
    "memorydb": "memorydb_for_redis",
    "msk": "managed_streaming_for_kafka",
    "nlb": "network_load_balancer",
    "opensearch": "elasticsearch_service",
    "private_subnet_group": "group_security_group",
    "public_subnet_group": "group_security_group",
    "region_group": "group_region",
    "s3_glacier": "glacier",
    "ses": "simple_email_service",
    "session_manager": "systems_manager_session_manager",
    "vpc_endpoint": "endpoints",
    "vpc_group": "group_vpc2",
    "x_ray": "xray",
}
"""draw.io's name of an icon where it differs from ours."""

INK: Final = "#232f3e"

_COLOUR: Final = re.compile(r'fill="(#[0-9a-fA-F]{6})"')


def shape_of(name: str) -> str:
    """The style of a draw.io cell that shows an icon; KeyError for an unknown one."""
    shape = f"mxgraph.aws4.{RENAMED.get(name, name)}"
    found = ICONS[name]
    colour = _COLOUR.search(found.symbol)
    painted = f"fillColor={colour[1] if colour else INK};aspect=fixed;html=1;outlineConnect=0;"
    if found.outline:
        return f"shape={shape};strokeColor=none;{painted}"
    return f"shape=mxgraph.aws4.resourceIcon;resIcon={shape};strokeColor=#ffffff;{painted}"
