"""Korean particles follow the last sound of the word before them, as it is read aloud."""

import pytest

from app.words.particles import PAIRS, particle

# What stands before, with 을 or 를, and with 으로 or 로 behind it.
READ_ALOUD = {
    # Hangul: final consonants, vowels, ㄹ
    "서버": ("를", "로"),
    "큐": ("를", "로"),
    "데이터베이스": ("를", "로"),
    "결정": ("을", "으로"),
    "가용 영역": ("을", "으로"),
    "모델": ("을", "로"),
    "테이블": ("을", "로"),
    "값": ("을", "으로"),
    # digits: 영 일 이 삼 사 오 육 칠 팔 구
    "0": ("을", "으로"),
    "1": ("을", "로"),
    "2": ("를", "로"),
    "3": ("을", "으로"),
    "4": ("를", "로"),
    "5": ("를", "로"),
    "6": ("을", "으로"),
    "7": ("을", "로"),
    "8": ("을", "로"),
    "9": ("를", "로"),
    "x86": ("을", "으로"),
    "12": ("를", "로"),
    "10": ("을", "으로"),
    "500": ("을", "으로"),
    "1,000": ("을", "으로"),
    "10,000": ("을", "으로"),
    "100,000,000": ("을", "으로"),
    "1,000,000,000,000": ("를", "로"),
    "10,000,000,000,000,000": ("을", "으로"),
    "1.5": ("를", "로"),
    "0.08": ("을", "로"),
    "99.95%": ("를", "로"),
    # names that end with a digit
    "S3": ("를", "로"),
    "EC2": ("를", "로"),
    "IPv4": ("를", "로"),
    "IPv6": ("를", "로"),
    "gp3": ("를", "로"),
    "Route 53": ("을", "으로"),
    # letters as they are spelled
    "CDN": ("을", "으로"),
    "ALB": ("를", "로"),
    "NLB": ("를", "로"),
    "RDS": ("를", "로"),
    "SQS": ("를", "로"),
    "VPN": ("을", "으로"),
    "SQL": ("을", "로"),
    "MySQL": ("을", "로"),
    "ECR": ("을", "로"),
    "IAM": ("을", "으로"),
    "DynamoDB": ("를", "로"),
    "Multi-AZ": ("를", "로"),
    "GB": ("를", "로"),
    "ms": ("를", "로"),
    # words by their spelling
    "Lambda": ("를", "로"),
    "Fargate": ("를", "로"),
    "Aurora": ("를", "로"),
    "CloudFront": ("를", "로"),
    "Amazon Kinesis": ("를", "로"),
    "Elastic Beanstalk": ("을", "으로"),
    "API Gateway": ("를", "로"),
    "WebSocket": ("을", "으로"),
    "Auto Scaling": ("을", "으로"),
    "AWS Backup": ("을", "으로"),
    "AWS Budgets": ("를", "로"),
    "Lake Formation": ("을", "으로"),
    "EventBridge": ("를", "로"),
    "Neptune": ("을", "으로"),
    "OpenSearch Service": ("를", "로"),
    "Managed Service for Apache Flink": ("를", "로"),
    "Direct Connect": ("를", "로"),
    "GitHub": ("를", "로"),
    "Elastic": ("을", "으로"),
    "db.t3.large": ("를", "로"),
    "Terraform": ("을", "으로"),
    "Docker": ("를", "로"),
    "Oracle": ("을", "로"),
    # quotes are passed over, and so is a remark in brackets
    "“모델 학습”": ("을", "으로"),
    "'큐'": ("를", "로"),
    "서울(ap-northeast-2)": ("을", "로"),
    "Aurora (PostgreSQL)": ("를", "로"),
    "“CDN(CloudFront)”": ("을", "으로"),
    "(없음)": ("을", "으로"),
    # what cannot be read
    "": ("를", "로"),
    "→": ("를", "로"),
}


@pytest.mark.parametrize("before", READ_ALOUD)
def test_the_particle_fits_the_last_sound(before):
    assert (particle(before, "을"), particle(before, "으로")) == READ_ALOUD[before]


def test_every_particle_has_its_two_forms():
    assert [particle("결정", kind) for kind in PAIRS] == ["을", "이", "은", "과", "으로", "이라", "이나", "이며"]
    assert [particle("서버", kind) for kind in PAIRS] == ["를", "가", "는", "와", "로", "라", "나", "며"]
    assert [particle("모델", kind) for kind in PAIRS] == ["을", "이", "은", "과", "로", "이라", "이나", "이며"]
